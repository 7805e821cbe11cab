package profile

import (
	"slices"
	"strconv"

	"rolprofiel/pkg/catalog"
)

func itoa(n int) string { return strconv.Itoa(n) }

// adjust changes a role as a team asks: set, add, drop, level, order. Targets that
// are not there have been told by the catalog and are passed over here. What the
// team wrote carries the team's mark.
func adjust(r *catalog.Role, a catalog.Adjust) {
	for _, list := range []struct {
		name  string
		items *[]catalog.Item
	}{
		{"tasks", &r.Tasks},
		{"results", &r.Results},
		{"mandate", &r.Mandate},
		{"not_this_role", &r.NotThisRole},
		{"works_with", &r.WorksWith},
		{"added_value", &r.AddedValue},
		{"growth", &r.Growth},
	} {
		*list.items = adjusted(*list.items, a, list.name)
	}
	for _, change := range a.Level {
		for i := range r.Needs {
			if n := &r.Needs[i]; n.Competency == change.Competency {
				n.Level, n.Why = change.To, change.Why
				if change.Start > 0 {
					n.Start = change.Start
				}
				n.Start = min(n.Start, n.Level)
			}
		}
	}
}

func adjusted(items []catalog.Item, a catalog.Adjust, name string) []catalog.Item {
	dropped := a.Drop.List(name)
	out := slices.DeleteFunc(slices.Clone(items), func(item catalog.Item) bool {
		return slices.ContainsFunc(dropped, func(d catalog.Dropped) bool { return d.ID == item.ID })
	})
	for _, set := range a.Set.List(name) {
		for i := range out {
			if out[i].ID == set.ID {
				out[i].Text = set.Text
			}
		}
	}
	out = append(out, a.Add.List(name)...)
	order := a.Order.List(name)
	rank := func(id string) int {
		if at := slices.Index(order, id); at >= 0 {
			return at
		}
		return len(order)
	}
	slices.SortStableFunc(out, func(x, y catalog.Item) int { return rank(x.ID) - rank(y.ID) })
	return out
}
