package profile

import (
	"slices"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/strictyaml"
)

// Compose makes one profile of what c chooses. A role, team or opening that does
// not exist is told in the list; what could be composed is returned all the same.
func Compose(l *catalog.Library, c Choice) (*Profile, diag.List) {
	m := &composer{lib: l, p: &Profile{Lang: l.Lang(), Origins: &Origins{hollow: c.Hollow}}}
	m.opening(&c)
	m.team(c.Team)
	m.list = append(m.list, catalog.SharesDiagnostic(c.Roles, m.p.OpeningPlaces.At("roles"), "roles")...)
	for _, s := range c.Roles {
		m.role(s)
	}
	m.hours()
	m.promises()
	m.competencies()
	m.tensions()
	return m.p, m.list
}

type composer struct {
	lib   *catalog.Library
	p     *Profile
	list  diag.List
	roles []catalog.Role // marked and adjusted, beside p.Parts
}

// marked returns the value of d with every text and every other free string
// wrapped in a mark.
func marked[T any](m *composer, d *catalog.Definition[T]) T {
	value := d.Value
	strictyaml.Rewrite(d.Kind.Fields(), &value, func(path string, _ *strictyaml.Field, text string, sources []string) string {
		return m.p.Origins.Mark(text, d.Origin(path, nil, sources))
	})
	return value
}

// use tells what is wrong with a definition that the profile is made of.
func (m *composer) use(e catalog.Entry) {
	m.list = append(m.list, e.Facts().Said...)
	m.list = append(m.list, m.lib.CheckUse(e)...)
}

// absent tells why something is not in the profile. That nothing has this id is told
// at the definition that names it, except where the user did.
func (m *composer) absent(kind, id string) {
	if named := kind == catalog.KindTeam || kind == catalog.KindRole; m.lib.Has(kind, id) || named && m.p.OpeningID == "" {
		m.list = append(m.list, m.lib.Absent(kind, id))
	}
}

func (m *composer) opening(c *Choice) {
	if c.Opening == "" {
		return
	}
	d, ok := m.lib.Opening(c.Opening)
	if !ok {
		m.list = append(m.list, m.lib.Absent(catalog.KindOpening, c.Opening))
		return
	}
	d, list := applySettings(d, c.Set)
	m.list = append(m.list, list...)
	m.use(d)
	m.p.OpeningID = c.Opening
	m.p.Opening = marked(m, d)
	m.p.OpeningPlaces = Places{d.Parsed.Places.Has, d.At, d.File}
	c.Team, c.Roles = d.Value.Team, d.Value.Roles
}

func (m *composer) team(id string) {
	if id == "" {
		return
	}
	d, ok := m.lib.Team(id)
	if !ok {
		m.absent(catalog.KindTeam, id)
		return
	}
	m.use(d)
	m.p.TeamID = id
	if m.p.Origins.hollow {
		m.p.Team = hollowed(d, func(string) {}, func(path, text string, sources []string) string {
			return m.p.Origins.Remark(text, d.Origin(path, nil, sources))
		})
	} else {
		m.p.Team = marked(m, d)
	}
	m.p.TeamPlaces = Places{d.Parsed.Places.Has, d.At, d.File}
}

func (m *composer) role(s catalog.Share) {
	d, ok := m.lib.Role(s.Role)
	if !ok {
		m.absent(catalog.KindRole, s.Role)
		return
	}
	m.use(d)
	r := marked(m, d)
	for _, a := range m.p.Team.Adjust {
		if a.Role == s.Role {
			adjust(&r, a)
		}
	}
	m.roles = append(m.roles, r)
	m.p.Parts = append(m.p.Parts, Part{ID: s.Role, Title: r.Title, Short: r.Short, Purpose: r.Purpose, Share: s.Share})
	m.lists(s.Role, &r)
}

// lists puts the statements of a role into the profile: equal ones once, with the
// origins of all.
func (m *composer) lists(role string, r *catalog.Role) {
	for _, item := range r.Tasks {
		area := m.area(item.Area)
		merge(m.p.Origins, &area.Items, item, role)
	}
	for _, list := range []struct {
		to   *[]Item
		from []catalog.Item
	}{
		{&m.p.Results, r.Results},
		{&m.p.Mandate, r.Mandate},
		{&m.p.NotThisRole, r.NotThisRole},
		{&m.p.WorksWith, r.WorksWith},
		{&m.p.AddedValue, r.AddedValue},
		{&m.p.Growth, r.Growth},
	} {
		for _, item := range list.from {
			merge(m.p.Origins, list.to, item, role)
		}
	}
	for _, id := range r.Stances {
		if slices.ContainsFunc(m.p.Stances, func(s Stance) bool { return s.ID == id }) {
			continue
		}
		if d, ok := m.lib.Stance(id); ok {
			m.list = append(m.list, d.Said...)
			s := marked(m, d)
			m.p.Stances = append(m.p.Stances, Stance{id, s.Title, s.Text})
		} else {
			m.absent(catalog.KindStance, id)
		}
	}
}

// areas is the order in which a reader meets the tasks: people first.
func areas() []string { return []string{"resident", "team", "organisation", "profession"} }

func (m *composer) area(name string) *Area {
	rank := func(n string) int { return slices.Index(areas(), n) }
	at, found := slices.BinarySearchFunc(m.p.Tasks, name, func(a Area, n string) int { return rank(a.Name) - rank(n) })
	if !found {
		m.p.Tasks = slices.Insert(m.p.Tasks, at, Area{Name: name})
	}
	return &m.p.Tasks[at]
}

func merge(o *Origins, list *[]Item, item catalog.Item, role string) {
	text := diag.Plain(item.Text)
	for i := range *list {
		if twin := &(*list)[i]; diag.Plain(twin.Text) == text {
			o.share(twin.Text, item.Text)
			twin.Roles = append(twin.Roles, role)
			twin.Hours = max(twin.Hours, item.Hours)
			return
		}
	}
	*list = append(*list, Item{item.ID, item.Text, item.Hours, []string{role}})
}

// hours divides percentages and contract hours over the roles.
func (m *composer) hours() {
	parts := m.p.Parts
	weights := make([]float64, len(parts))
	for i, p := range parts {
		weights[i] = p.Share
		if p.Share == 0 {
			weights[i] = 1
		}
	}
	h := m.p.Opening.Hours
	least, most := Divide(h.Min, weights), Divide(max(h.Min, h.Max), weights)
	percent := Divide(100, weights)
	for i := range parts {
		if parts[i].Share == 0 {
			parts[i].Share = percent[i]
		}
		parts[i].HoursMin, parts[i].HoursMax = least[i], most[i]
	}
}

// Divide splits total over weights in whole units by the largest remainder: every
// part is rounded down, and what is left goes, a unit each, to the parts that
// lost most. The unit is 1, or a quarter when total is not whole.
func Divide(total float64, weights []float64) []float64 {
	parts := make([]float64, len(weights))
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	if sum == 0 || total == 0 {
		return parts
	}
	unit := 1.0
	if total != float64(int(total)) {
		unit = 0.25
	}
	units := int(total/unit + 0.5)
	rest := make([]float64, len(weights))
	order := make([]int, len(weights))
	for i, w := range weights {
		exact := float64(units) * w / sum
		whole := int(exact + 1e-9)
		parts[i], rest[i], order[i] = float64(whole), exact-float64(whole), i
	}
	left := units
	for _, p := range parts {
		left -= int(p)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case rest[a] > rest[b]+1e-9:
			return -1
		case rest[b] > rest[a]+1e-9:
			return 1
		}
		return 0
	})
	for i := range left {
		parts[order[i%len(order)]]++
	}
	for i := range parts {
		parts[i] *= unit
	}
	return parts
}

// competencies gathers the needs of all roles: each competency once, at the
// highest level, with who asks it.
func (m *composer) competencies() {
	for i, r := range m.roles {
		for _, n := range r.Needs {
			m.need(m.p.Parts[i], n)
		}
	}
	scale, hasScale := m.lib.Scale()
	if !hasScale {
		m.absent(catalog.KindScale, catalog.ScaleID)
	}
	for i := range m.p.Needs {
		n := &m.p.Needs[i]
		if d, ok := m.lib.Brief(n.Competency); ok {
			m.list = append(m.list, d.Said...)
			m.describe(n, d)
		} else {
			m.absent(catalog.KindCompetency, n.Competency)
		}
		if !hasScale {
			continue
		}
		title := func(level int) string {
			rung := scale.Value.At(level)
			if rung == nil {
				return ""
			}
			return m.p.Origins.Mark(rung.Title, scale.Origin("levels["+itoa(level)+"].title", nil, scale.Value.Sources))
		}
		n.LevelTitle, n.StartTitle = title(n.Level), title(n.Start)
	}
}

func (m *composer) need(part Part, n catalog.Need) {
	start := 0
	if n.Weight == "must" {
		start = n.Start
		if start == 0 {
			start = n.Level
		}
	}
	ask := Ask{part.ID, part.Short, n.Level, start, n.Weight, n.Why}
	for i := range m.p.Needs {
		have := &m.p.Needs[i]
		if have.Competency != n.Competency {
			continue
		}
		have.Level, have.Start = max(have.Level, n.Level), max(have.Start, start)
		if n.Weight == "must" {
			have.Weight = "must"
		}
		have.Asked = append(have.Asked, ask)
		return
	}
	m.p.Needs = append(m.p.Needs, Need{Competency: n.Competency, Level: n.Level, Start: start, Weight: n.Weight, Asked: []Ask{ask}})
}

// describe fills in what a need says of its competency, and marks no more of it
// than that: a competency holds many texts that a profile never shows.
func (m *composer) describe(n *Need, d *catalog.Definition[catalog.Competency]) {
	c := &d.Value
	mark := func(text, path string, own []string) string {
		return m.p.Origins.Mark(text, d.Origin(path, own, c.Sources))
	}
	n.Title = mark(c.Title, "title", nil)
	n.Definition = mark(c.Definition, "definition", nil)
	n.Domain = c.Domain
	shown := n.Start
	if shown == 0 {
		shown = n.Level
	}
	level := c.At(shown)
	if level == nil {
		return
	}
	for _, s := range level.Signs {
		path := "levels[" + itoa(shown) + "].signs[" + s.ID + "].text"
		n.Signs = append(n.Signs, Item{ID: s.ID, Text: mark(s.Text, path, s.Sources)})
	}
}

// promises unites the preconditions of all roles; each keeps its owner, and gets
// the state that the team gives it.
func (m *composer) promises() {
	for i := range m.roles {
		role := m.p.Parts[i].ID
		for _, id := range m.roles[i].OrganisationOwe {
			at := slices.IndexFunc(m.p.Owes, func(p Promise) bool { return p.ID == id })
			if at >= 0 {
				m.p.Owes[at].Roles = append(m.p.Owes[at].Roles, role)
				continue
			}
			d, ok := m.lib.Precondition(id)
			if !ok {
				m.absent(catalog.KindPrecondition, id)
				continue
			}
			m.list = append(m.list, d.Said...)
			v := &d.Value
			mark := func(text, path string) string {
				return m.p.Origins.Mark(text, d.Origin(path, nil, v.Sources))
			}
			m.p.Owes = append(m.p.Owes, m.stateOf(Promise{
				ID: id, Title: mark(v.Title, "title"), Text: mark(v.Text, "text"),
				Category: v.Category, Owner: v.Owner, Roles: []string{role},
			}))
		}
	}
}

func (m *composer) stateOf(p Promise) Promise {
	if m.p.TeamID == "" {
		return p
	}
	p.State = "unknown"
	for _, have := range m.p.Team.Preconditions {
		if have.ID != p.ID {
			continue
		}
		p.State, p.Due, p.Proof = have.State, have.Due, have.Proof
		if have.Owner != "" {
			p.Owner = have.Owner
		}
		p.Planned = p.State == "open" || p.State == "unknown" && p.Due != ""
	}
	return p
}
