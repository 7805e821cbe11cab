package main

import (
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/export"
	"rolprofiel/pkg/profile"
)

// alike is a team seen as one of many: its shape, which others may share, and its
// own texts.
type alike struct {
	name, shape string
	texts       []string
	buffer      []byte // of one document after the other
}

// maxMolds bounds the memory that molds take: teams of which no two are alike would
// fill it with molds of one use.
const maxMolds = 1024

// mold is what the teams of one shape share of a document; nil where there is
// nothing to share.
type mold struct {
	body, title *export.Mold
	name        string
}

// alike sees the team of a folder as one of many; nil for a folder without a team,
// or with one that is like no other.
func (x *exporter) alike(s *session, e errand) *alike {
	for _, j := range e.jobs {
		if j.choice.Team == "" || j.choice.Opening != "" {
			continue
		}
		d, ok := s.lib.Team(j.choice.Team)
		if !ok {
			return nil
		}
		shape, texts, ok := profile.Hollow(d, x.unread)
		if !ok {
			return nil
		}
		// Its own mistakes are told once; those of the roles, with the mold.
		if list := s.lib.CheckUse(d); len(list) > 0 {
			return nil
		}
		return &alike{name: d.Value.Name, shape: shape, texts: texts}
	}
	return nil
}

// pour makes a document from its mold; ok is false when it must be made by itself.
func (x *exporter) pour(s *session, team *alike, j job) (written, bool, error) {
	key := s.lang + "/" + j.kind + "/" + j.suffix + "/" + team.shape
	var m *mold
	if have, ok := x.molds.Load(key); ok {
		m = have.(*mold)
	} else {
		if x.moldCount.Load() >= maxMolds {
			return written{}, false, nil
		}
		var err error
		if m, err = x.mold(s, team, j); err != nil {
			return written{}, false, err
		}
		if _, had := x.molds.LoadOrStore(key, m); !had {
			x.moldCount.Add(1)
		}
	}
	if m == nil {
		return written{}, false, nil
	}
	body, ok := m.body.Pour(team.buffer[:0], team.texts)
	team.buffer = body
	if !ok {
		return written{}, false, nil
	}
	title, ok := m.title.Pour(nil, team.texts)
	return written{body, string(title), m.name, team.name}, ok, nil
}

// mold makes the mold of a document for teams of this shape; nil when what the
// document says hangs on more than the texts of the team, or when there is something
// to tell about it, which every team has to be told for itself.
func (x *exporter) mold(s *session, team *alike, j job) (*mold, error) {
	hollow := j.choice
	hollow.Hollow = true
	doc, p, list, err := s.render(j.kind, hollow, document.Request{Date: x.date})
	x.find(list) // it may be about another file that was read just now
	if err != nil || doc == nil || len(list) > 0 || doc.Peeked || !p.Hollowable() {
		return nil, err
	}
	text, _ := export.Markdown(doc, export.Options{FrontMatter: true})
	body, ok := export.NewMold(text, s.lang, len(team.texts))
	title, fits := export.NewMold(doc.Title, s.lang, len(team.texts))
	if !ok || !fits {
		return nil, nil
	}
	return &mold{body, title, doc.Name}, nil
}

// unreadBy tells which of the fields of a team, that differ much between teams and
// say little, no template reads.
func unreadBy(docs *document.Set) func(key string) bool {
	unread := map[string]bool{}
	for key, word := range map[string]string{"in_place": "InPlace", "review": "Review"} {
		unread[key] = !docs.Mentions(word) && !docs.Mentions(key)
	}
	return func(key string) bool { return unread[key] }
}
