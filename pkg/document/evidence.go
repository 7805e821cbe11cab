package document

import (
	"slices"
	"strings"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/profile"
)

// evidence gathers, per report and heading, the statements of a document that
// lean on it, in reading order; and the statements that are our own proposal.
func evidence(blocks []Block, l *catalog.Library, o *profile.Origins) (reports []Report, ours []string) {
	var order []string // headings as report#heading
	said := map[string][]string{}
	add := func(ref, statement string) {
		if said[ref] == nil {
			order = append(order, ref)
		}
		said[ref] = append(said[ref], statement)
	}
	Leaves(blocks, func(_ *Block, in *Inline) {
		for _, origin := range in.Origins {
			if isName(origin.Path) {
				continue
			}
			for _, ref := range origin.Sources {
				add(ref, o.Mark(strings.TrimSpace(in.Text), origin))
			}
		}
	})
	// Statements are marked one by one, so equal ones are found by their words.
	for ref, statements := range said {
		said[ref] = distinct(statements)
	}
	at := map[string]int{}
	for _, ref := range order {
		if ref == catalog.Proposal {
			ours = said[ref]
			continue
		}
		report, _, _ := strings.Cut(ref, "#")
		src, heading, ok := l.Heading(ref)
		if !ok {
			continue
		}
		i, known := at[report]
		if !known {
			i = len(reports)
			at[report] = i
			reports = append(reports, Report{
				Title:     o.Mark(src.Value.Title, src.Origin("title", nil, nil)),
				Publisher: o.Mark(src.Value.Publisher, src.Origin("publisher", nil, nil)),
				Date:      src.Value.Date,
			})
		}
		title := o.Mark(heading.Title, src.Origin("headings["+heading.ID+"].title", nil, nil))
		reports[i].Headings = append(reports[i].Headings, Cited{title, said[ref]})
	}
	return reports, ours
}

func distinct(marked []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(marked, func(s string) bool {
		text := diag.Plain(s)
		twice := seen[text]
		seen[text] = true
		return twice
	})
}

// isName reports whether the text at path names a thing and states nothing.
func isName(path string) bool {
	last := path[strings.LastIndexByte(path, '.')+1:]
	return last == "title" || last == "short"
}
