package catalog

import (
	"slices"
	"strconv"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/strictyaml"
)

func itoa(n int) string { return strconv.Itoa(n) }

func levelPath(level int) string { return "levels[" + itoa(level) + "].level" }

// checkAdjust holds what a team changes against the role it changes: a target
// that is not there would pass unnoticed otherwise.
func checkAdjust(l *Library, e Entry) diag.List {
	t, ok := e.Any().(*Team)
	if !ok {
		return nil
	}
	var list diag.List
	for i := range t.Adjust {
		a := &t.Adjust[i]
		role, ok := l.Role(a.Role)
		if !ok {
			continue // said by checkReferences
		}
		list = append(list, checkAdjustment(e.Facts(), a, role)...)
	}
	return list
}

func checkAdjustment(b *Base, a *Adjust, role *Definition[Role]) diag.List {
	var list diag.List
	for _, name := range ListNames() {
		targets := ids(role.Value.List(name))
		added := ids(a.Add.List(name))
		miss := func(verb, id, step string, among []string) {
			if id == "" {
				return // it could not be read, and that has been said
			}
			list = append(list, wrongTarget(b, role, "adjust["+a.Role+"]."+verb+"."+name+step, name, id, among))
		}
		for _, item := range a.Set.List(name) {
			if !slices.Contains(targets, item.ID) {
				miss("set", item.ID, "["+item.ID+"].id", targets)
			}
		}
		for _, item := range a.Drop.List(name) {
			if !slices.Contains(targets, item.ID) {
				miss("drop", item.ID, "["+item.ID+"].id", targets)
			}
		}
		for i, id := range a.Order.List(name) {
			if both := append(targets[:len(targets):len(targets)], added...); !slices.Contains(both, id) {
				miss("order", id, "["+itoa(i)+"]", both)
			}
		}
		for _, id := range added {
			if slices.Contains(targets, id) {
				path := "adjust[" + a.Role + "].add." + name + "[" + id + "].id"
				list = append(list, diag.New(strictyaml.CodeDuplicateID, diag.Error, b.Parsed.Places.At(path), path, "the role %q already has %q in %s", role.ID, id, name).
					WithRelated(role.At(name+"["+id+"].id"), "here it stands in the role").
					WithHint("use set: to change it, or choose another id"))
			}
		}
	}
	for _, r := range a.Level {
		needs := make([]string, len(role.Value.Needs))
		for i, n := range role.Value.Needs {
			needs[i] = n.Competency
		}
		if !slices.Contains(needs, r.Competency) {
			list = append(list, wrongTarget(b, role, "adjust["+a.Role+"].level["+r.Competency+"].competency", "needs", r.Competency, needs))
		}
	}
	return list
}

func wrongTarget(b *Base, role *Definition[Role], path, name, id string, among []string) diag.Diagnostic {
	d := diag.New(CodeWrongTarget, diag.Error, b.Parsed.Places.At(path), path, "the role %q has no %q in %s", role.ID, id, name).
		WithRelated(role.At(name), "the list of the role stands here")
	return strictyaml.WithSuggestion(d, id, among)
}

func ids(items []Item) []string {
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = item.ID
	}
	return out
}
