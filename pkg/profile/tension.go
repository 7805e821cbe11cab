package profile

// backUp is the precondition that somebody takes over when a worker drops out.
const backUp = "achtervang"

// tensions names what rubs: between the roles, between tasks and hours, and
// between what was promised and what is there.
func (m *composer) tensions() {
	for i := range m.roles {
		for j := i + 1; j < len(m.roles); j++ {
			m.combination(i, j)
		}
	}
	m.overload()
	if m.p.TeamID == "" {
		return
	}
	for _, owed := range m.p.Owes {
		switch {
		case owed.State == "met":
		case owed.ID == backUp:
			m.add(Tension{Kind: TensionBackUp, Title: owed.Title, Due: owed.Due})
		case owed.Category == "guidance":
			m.add(Tension{Kind: TensionGuidance, Title: owed.Title, Due: owed.Due})
		}
	}
}

func (m *composer) add(t Tension) { m.p.Tensions = append(m.p.Tensions, t) }

// combination asks both roles what rubs when one person has the two.
func (m *composer) combination(i, j int) {
	names := []string{m.p.Parts[i].Short, m.p.Parts[j].Short}
	found := false
	for _, way := range [][2]int{{i, j}, {j, i}} {
		for _, pair := range m.roles[way[0]].CombinesWith {
			if pair.Role == m.p.Parts[way[1]].ID && !found {
				found = true
				m.add(Tension{Kind: TensionCombination, Roles: names, Text: pair.Tension})
			}
		}
	}
	switch {
	case found:
	case m.leans(i, "resident") && m.leans(j, "organisation"), m.leans(j, "resident") && m.leans(i, "organisation"):
		m.add(Tension{Kind: TensionSameCase, Roles: names})
	default:
		m.add(Tension{Kind: TensionUnforeseen, Roles: names})
	}
}

// leans reports whether no area has more tasks of role i than this one.
func (m *composer) leans(i int, area string) bool {
	counts := map[string]int{}
	most := 0
	for _, t := range m.roles[i].Tasks {
		counts[t.Area]++
		most = max(most, counts[t.Area])
	}
	return most > 0 && counts[area] == most
}

// overload adds up the hours that tasks say they take.
func (m *composer) overload() {
	asked := 0.0
	for _, area := range m.p.Tasks {
		for _, item := range area.Items {
			asked += item.Hours
		}
	}
	have := max(m.p.Opening.Hours.Min, m.p.Opening.Hours.Max)
	if have > 0 && asked > have {
		m.add(Tension{Kind: TensionHours, Asked: asked, Have: have})
	}
}
