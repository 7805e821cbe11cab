package catalog

import "rolprofiel/pkg/strictyaml"

// Referable lists what a reference of this kind may name, with the title of each:
// the ids of the kind, and of headings those on which a statement can lean.
func (l *Library) Referable(kind string) []strictyaml.Option {
	var all []strictyaml.Option
	add := func(id, title string) {
		all = append(all, strictyaml.Option{Value: id, Words: strictyaml.Words{NL: title, EN: title}})
	}
	if kind == KindHeading {
		all = append(all, strictyaml.Option{Value: Proposal, Words: words("ons eigen voorstel", "our own proposal")})
		for _, id := range l.IDs(KindSource) {
			if source, ok := l.Source(id); ok {
				for _, h := range source.Value.Headings {
					if h.Excused == "" {
						add(id+"#"+h.ID, h.Title)
					}
				}
			}
		}
		return all
	}
	k := l.kind(kind)
	for _, id := range l.IDs(kind) {
		title := ""
		if e, ok := l.Entry(k, id); ok {
			title = TitleOf(e)
		}
		add(id, title)
	}
	return all
}
