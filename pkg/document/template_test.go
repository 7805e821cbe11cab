package document_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/profile"
)

const front = "---\ntitle: Toets\nabout: Een toets.\n---\n"

// set makes a Set of one template, with its front matter before body.
func set(body string, more ...string) *document.Set {
	files := fstest.MapFS{"nl/toets.md.tmpl": {Data: []byte(front + body)}}
	for i := 0; i+1 < len(more); i += 2 {
		files[more[i]] = &fstest.MapFile{Data: []byte(more[i+1])}
	}
	return document.Open(layer.Stack{{Name: "test", FS: files}}, "nl")
}

func small() *profile.Profile {
	p := &profile.Profile{Lang: "nl", Origins: &profile.Origins{}}
	p.Parts = []profile.Part{{ID: "a", Title: p.Origins.Mark("Ervaringsdeskundig adviseur", diag.Origin{Place: diag.Place{File: "a.yaml", Line: 1}, Path: "title"}), Share: 100}}
	return p
}

func render(s *document.Set, p *profile.Profile) (*document.Document, diag.List) {
	k, list, ok := s.Kind("toets")
	if !ok || list.Failed() {
		return nil, list
	}
	return s.Render(document.Request{Kind: k, Profile: p, Date: "2026-11-23"})
}

// Whatever is wrong with a template is told at its line and column.
func TestTemplateErrorsHaveAPlace(t *testing.T) {
	for _, c := range []struct{ body, place, message, hint string }{
		{"# A\n\n{{.Titel}}\n", "7:4", `there is no field "Titel" here`, ""},
		{"{{range .Parts}}{{.Titel}}{{end}}\n", "5:20", `there is no field "Titel" here`, `did you mean "Title"?`},
		{"a\n{{datum .Date}}\n", "6:3", `there is no function "datum"`, `did you mean "date"?`},
		{"{{if .Parts}}\nx\n", "6:1", "the template stops before it is complete", ""},
		{"x {{end}}\n", "5:1", "here is an {{end}} too many", ""},
		{"x {{.Date\n", "5:1", "an action between {{ and }} is not closed", ""},
		{"é {{date \"gisteren\"}}\n", "5:5", `"gisteren" is not a date`, ""},
		{"{{date}}\n", "5:3", `"date" gets the wrong number of values`, ""},
		{`{{template "weg" .}}`, "5:12", `there is no template "weg"`, ""},
		{`{{define "a"}}{{template "a" .}}{{end}}{{template "a" .}}`, "5:26", "this template uses itself", ""},
		{"{{range 100000000}}{{end}}", "5:1", "this template takes more than", ""},
		{"a\n\n  {{range 100000000}}{{end}}\n", "7:3", "this template takes more than", ""},
		{"a\n{{range 100000000}}tekst en nog meer tekst, en nog veel meer dan dat {{end}}", "6:1", "this template writes more than", ""},
		{"# A\n\n<div>x</div>\n", "7:1", "HTML in a template would be lost in most formats", ""},
		{"x <b>y</b>\n", "5:3", "HTML in a template would be lost in most formats", ""},
		{"{{slice (index .Parts 0).Title 1 4}}\n", "5:3", "a text cannot be cut here", ""},
		{"{{slice .Parts 3}}\n", "5:3", "a list of 1 has no part from 3 to 1", ""},
		{"{{printf \"%q\" (index .Parts 0).Title}}\n", "5:3", "printf would lose where a text comes from", ""},
		{"{{urlquery (index .Parts 0).Title}}\n", "5:3", `the function "urlquery" has no use here`, ""},
		{"{{len 3}}\n", "5:3", "this is not a list", ""},
		{"{{word \"opening.kind\" \"x\"}}\n", "5:3", `there is no field "opening.kind"`, ""},
		{"{{word \"opening.contract.kind\" \"x\"}}\n", "5:3", `"x" is not a value of`, ""},
		{"{{word \"niets.x\" \"x\"}}\n", "5:3", "there is no kind of definition", ""},
		{"{{where .Parts \"Naam\" 1}}\n", "5:3", `there is no field "Naam" here`, ""},
		{"{{where 3 \"Naam\" 1}}\n", "5:3", "this is not a list", ""},
		{"{{pluck .Parts \"Naam\"}}\n", "5:3", `there is no field "Naam" here`, ""},
		{"{{number \"x\"}}\n", "5:3", "this is not a number", ""},
		{"{{$x}}\n", "5:3", `the variable "$x" is used before it is made`, ""},
		{"{{index .Parts 7}}\n", "5:3", "the template cannot be carried out here", ""},
	} {
		doc, list := render(set(c.body), small())
		if doc != nil || len(list) != 1 {
			t.Errorf("%q: %v", c.body, list)
			continue
		}
		d := list[0]
		place := strings.TrimPrefix(d.Place.String(), "nl/toets.md.tmpl:")
		if c.place != "" && place != c.place || !strings.Contains(d.Message.String(), c.message) || d.Code != document.CodeTemplate || c.hint != "" && d.Hint.String() != c.hint {
			t.Errorf("%q\n got %s: %s (%s)\nwant %s: %s (%s)", c.body, place, d.Message, d.Hint, c.place, c.message, c.hint)
		}
	}
}

// An error in the shared template is told there.
func TestErrorsInTheSharedTemplate(t *testing.T) {
	_, list := render(set(`{{template "stuk" .}}`, "nl/_shared.md.tmpl", "\n{{define \"stuk\"}}{{.Weg}}{{end}}\n"), small())
	if len(list) != 1 || list[0].Place.String() != "nl/_shared.md.tmpl:2:21" {
		t.Errorf("%v", list)
	}
	_, list = render(set("x", "nl/_shared.md.tmpl", "{{fout}}"), small())
	if len(list) != 1 || list[0].Place.File != "nl/_shared.md.tmpl" {
		t.Errorf("%v", list)
	}
}

func TestFrontMatterIsChecked(t *testing.T) {
	s := document.Open(layer.Stack{{Name: "test", FS: fstest.MapFS{"nl/toets.md.tmpl": {Data: []byte("---\ntitel: x\nabout: y\n---\n# X\n")}}}}, "nl")
	list := s.Check()
	if len(list) != 1 || list[0].Place.String() != "nl/toets.md.tmpl:2:1" {
		t.Errorf("%v", list)
	}
	if _, _, ok := s.Kind("../toets"); ok {
		t.Error("a path passed for a name")
	}
	if _, _, ok := s.Resolve("weg"); ok {
		t.Error("found what is not there")
	}
}

// Words for people, in both languages.
func TestWords(t *testing.T) {
	for body, want := range map[string]string{
		`{{date "2027-03-01"}}`:                                                     "1 maart 2027",
		`{{day "2027-03-01"}}`:                                                      "maandag 1 maart 2027",
		`{{moment "2027-01-15T12:00+01:00"}}`:                                       "vrijdag 15 januari 2027 om 12:00 uur",
		`{{number 1.6}} {{number 1234567.5}} {{number -3}}`:                         "1,6 1.234.567,5 -3",
		`{{amount 3210.5}} {{amount 900}}`:                                          "€\u00a03.210,50 €\u00a0900",
		`{{span 24 28}}, {{span 24 24}}, {{span 24 0}}`:                             "24 tot 28, 24, 24",
		`{{plural 1 "rol" "rollen"}} {{plural 2 "rol" "rollen"}}`:                   "rol rollen",
		`{{lower "Een rol"}} {{lower "WPI-team"}} {{upper "ijs"}} {{upper "écht"}}`: "een rol WPI-team IJs Écht",
		`{{stop "klaar"}} {{stop "klaar?"}} {{stop "klaar."}} {{unstop "klaar."}}`:  "klaar. klaar? klaar. klaar",
		`{{first "Een. Twee."}}`:                                                    "Een.",
		`{{word "opening.contract.kind" "permanent"}}`:                              "een vast contract",
		`{{title .Profile}}`:                                                        "Ervaringsdeskundig adviseur",
		`{{list (pluck .Parts "ID")}}`:                                              "a",
		`{{len (without .Parts "ID" "a")}}`:                                         "0",
		`{{if eq (index .Parts 0).Title "Ervaringsdeskundig adviseur"}}ja{{end}}{{if ne 1 2}}ja{{end}}{{if eq 1 1.0}}ja{{end}}{{if eq true true}}ja{{end}}`: "jajajaja",
		`{{len (index .Parts 0).Title}} {{len .Parts}} {{len (slice .Parts 0 1)}} {{printf "%s" "x"}}`:                                                      "27 1 1 x",
		`{{if .Has "pay.scale"}}ja{{else}}nee{{end}}{{if .Lacks "x"}}ja{{end}}`:                                                                             "nee",
		`{{.At "start" "x"}}`: "x",
	} {
		doc, list := render(set(body), small())
		if doc == nil {
			t.Errorf("%s: %v", body, list)
			continue
		}
		if got := document.PlainText(doc.Blocks[0].Inlines); got != want {
			t.Errorf("%s = %q, want %q", body, got, want)
		}
	}
	files := fstest.MapFS{"en/toets.md.tmpl": {Data: []byte(front + `{{moment "2027-01-15T12:00+01:00"}}; {{amount 3210.5}}; {{number 1234.5}}; {{span 24 28}}; {{title .Profile}}`)}}
	s := document.Open(layer.Stack{{Name: "test", FS: files}}, "en")
	p := small()
	p.Lang = "en"
	p.Parts = append(p.Parts, profile.Part{Short: "caseworker"}, profile.Part{Short: "adviser"})
	p.Parts[0].Short = "developer"
	doc, list := render(s, p)
	if doc == nil {
		t.Fatal(list)
	}
	if got, want := document.PlainText(doc.Blocks[0].Inlines), "Friday 15 January 2027 at 12:00; €3,210.50; 1,234.5; 24 to 28; Peer worker: developer, caseworker and adviser"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Literal text knows its line in the template, also behind front matter and in
// the shared template.
func TestLiteralTextKnowsItsLine(t *testing.T) {
	doc, list := render(set("# Kop\n\nEerste\nregel {{.Date}} einde.\n\n{{template \"stuk\"}}\n", "nl/_shared.md.tmpl", "{{define \"stuk\"}}\nGedeeld.\n{{end}}"), small())
	if doc == nil {
		t.Fatal(list)
	}
	want := map[string]string{"Kop": "nl/toets.md.tmpl:5", "Eerste": "nl/toets.md.tmpl:7", "einde.": "nl/toets.md.tmpl:8", "Gedeeld.": "nl/_shared.md.tmpl:2"}
	document.Leaves(doc.Blocks, func(_ *document.Block, in *document.Inline) {
		for text, place := range want {
			if strings.Contains(in.Text, text) && len(in.Origins) > 0 {
				if got := in.Origins[0].Place.String(); strings.HasPrefix(got, place+":") {
					delete(want, text)
				} else {
					t.Errorf("%q comes from %s, want %s", in.Text, got, place)
				}
			}
		}
	})
	if len(want) > 0 {
		t.Errorf("without an origin: %v", want)
	}
}

func TestBlocksOfEveryKind(t *testing.T) {
	doc, list := render(set("# A\n\n{{pagebreak}}\n\n---\n\n![beeld](plaatje.png)\n\n> q\n\n> [!NOTE]\n> n\n\n```\ncode {{.Date}}\n```\n\na\\\nb [x](javascript:kwaad) <https://voorbeeld.example> `c` {{field \"naam\"}} &amp; \\*\n\n- [x] ja\n\n| a | b |\n|:-:|--:|\n| c | d |\n"), small())
	if doc == nil {
		t.Fatal(list)
	}
	var kinds []document.BlockKind
	for _, b := range doc.Blocks {
		kinds = append(kinds, b.Kind)
	}
	want := []document.BlockKind{document.Heading, document.PageBreak, document.Rule, document.Figure, document.Quote, document.Note, document.Verbatim, document.Paragraph, document.List, document.Table}
	if len(kinds) != len(want) {
		t.Fatalf("%v", kinds)
	}
	for i := range want {
		if kinds[i] != want[i] {
			t.Errorf("block %d is %d, want %d", i, kinds[i], want[i])
		}
	}
	if got := document.PlainText(doc.Blocks[7].Inlines); got != "a b x https://voorbeeld.example c naam & *" {
		t.Errorf("%q", got)
	}
	if doc.Blocks[6].Text != "code 2026-11-23" || doc.Blocks[8].Blocks[0].Box != document.TickedBox || doc.Blocks[9].Blocks[0].Blocks[0].Align != "center" {
		t.Errorf("%+v", doc.Blocks)
	}
	ids := map[string]bool{}
	for _, b := range doc.Blocks {
		if b.ID == "" || ids[b.ID] {
			t.Errorf("block id %q", b.ID)
		}
		ids[b.ID] = true
	}
}

// FuzzTemplate: no template makes rendering panic or hang, and what is wrong is
// told at a place inside the file.
func FuzzTemplate(f *testing.F) {
	for _, body := range []string{"# {{title .Profile}}\n", "{{range .Parts}}- {{.Title}}\n{{end}}", "{{define \"x\"}}{{template \"x\"}}{{end}}{{template \"x\"}}", "{{range 999999}}{{end}}", "| {{.Date}} |\n|-|\n", "{{", "<b>", "{{printf \"%5s\" .Date}}", "{{field \"x\"}}{{pagebreak}}", "{{slice .Date 1 2}}"} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		if !utf8.ValidString(body) || strings.ContainsFunc(body, diag.IsMark) {
			t.Skip()
		}
		doc, list := render(set(body), small())
		if doc == nil && len(list) == 0 {
			t.Fatalf("%q: no document, and nobody says why", body)
		}
		for _, d := range list {
			if d.Place.Line < 1 || d.Place.Line > strings.Count(front+body, "\n")+1 {
				t.Errorf("%q: %s: %s", body, d.Place, d.Message)
			}
		}
	})
}
