package export_test

import (
	"bytes"
	"html"
	"math/rand"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/export"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/profile"
	"rolprofiel/pkg/strictyaml"
)

// everyPlace puts texts wherever running text can stand.
const everyPlace = `---
title: Toets
about: Elke plek waar tekst kan staan.
---
# {{index .T 0}}

Een zin met {{index .T 1}} erin, **{{index .T 2}}** en x*{{index .T 3}}*y.

{{index .T 4}}

- {{index .T 5}}
  - {{index .T 6}} en meer
- [ ] **{{index .T 7}}.** {{index .T 8}}

1. {{index .T 9}}
2. a{{index .T 10}}b

| {{index .T 11}} | b |
| --- | --- |
| {{index .T 12}} | x{{index .T 13}} |

> {{index .T 14}}

> [!NOTE]
> {{index .T 15}}

[{{index .T 16}}](https://voorbeeld.example/{{index .T 17}})

## {{index .T 18}} en {{index .T 19}}

{{field (index .T 20)}} ` + "`{{index .T 21}}`" + `
`

// templateWith gives the template its texts through the one list a profile has
// room for: the house texts of the team.
func templateWith() fstest.MapFS {
	body := regexp.MustCompile(`index \.T (\d+)`).ReplaceAllString(everyPlace, `(index .Team.Texts $1).Text`)
	body = strings.ReplaceAll(body, "{{(", "{{ (")
	return fstest.MapFS{"nl/toets.md.tmpl": {Data: []byte(body)}}
}

const places = 22

type bench struct {
	t    *testing.T
	set  *document.Set
	kind *document.Kind
	md   goldmark.Markdown

	wantShape, wantKinds string
}

func newBench(t *testing.T) *bench {
	set := document.Open(layer.Stack{{Name: "test", FS: templateWith()}}, "nl")
	kind, list, ok := set.Kind("toets")
	if !ok || len(list) > 0 {
		t.Fatal(list)
	}
	return &bench{t: t, set: set, kind: kind, md: goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList))}
}

func (b *bench) render(texts []string) *document.Document {
	p := &profile.Profile{Lang: "nl", Origins: &profile.Origins{}}
	for i, s := range texts {
		origin := diag.Origin{Place: diag.Place{File: "team.yaml", Line: i + 1}, Path: "texts[x].text", Sources: []string{"rapport#kop"}}
		p.Team.Texts = append(p.Team.Texts, catalog.Item{Text: p.Origins.Mark(s, origin)})
	}
	doc, list := b.set.Render(document.Request{Kind: b.kind, Profile: p})
	if doc == nil {
		b.t.Fatalf("%q: %v", texts, list)
	}
	return doc
}

// shape is a document without its words.
func shape(blocks []document.Block) string {
	var s strings.Builder
	var inlines func([]document.Inline)
	inlines = func(list []document.Inline) {
		for _, in := range list {
			s.WriteByte("?tsecLf/"[in.Kind])
			if in.Kids != nil {
				s.WriteByte('(')
				inlines(in.Kids)
				s.WriteByte(')')
			}
		}
	}
	var walk func([]document.Block)
	walk = func(list []document.Block) {
		for _, b := range list {
			s.WriteByte("?HPLITRCQNRBFV"[b.Kind])
			s.WriteByte('[')
			inlines(b.Inlines)
			walk(b.Blocks)
			s.WriteByte(']')
		}
	}
	walk(blocks)
	return s.String()
}

// kinds is the shape of Markdown as another reader sees it.
func (b *bench) kinds(markdown string) string {
	var s strings.Builder
	tree := b.md.Parser().Parse(text.NewReader([]byte(markdown)))
	_ = ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Kind() != ast.KindText && n.Kind() != ast.KindString {
			if entering {
				s.WriteString(n.Kind().String() + "(")
			} else {
				s.WriteString(")")
			}
		}
		return ast.WalkContinue, nil
	})
	return s.String()
}

var tags = regexp.MustCompile(`<[^>]*>`)

// words is what another reader shows of Markdown, without white space.
func (b *bench) words(markdown string) string {
	var out bytes.Buffer
	if err := b.md.Convert([]byte(strings.Replace(markdown, "> [!NOTE]\n", "", 1)), &out); err != nil {
		b.t.Fatal(err)
	}
	return squash(html.UnescapeString(tags.ReplaceAllString(out.String(), " ")))
}

func squash(s string) string { return strings.Join(strings.Fields(s), "") }

// shown is what a document says, as far as a reader of Markdown shows it.
func shown(d *document.Document) string {
	var s strings.Builder
	document.Leaves(d.Blocks, func(_ *document.Block, in *document.Inline) {
		if in.Kind == document.Field {
			s.WriteString("[" + in.Text + "]")
			return
		}
		s.WriteString(in.Text)
	})
	return squash(s.String())
}

// hostile are pieces of text that mean something to one reader or another.
func hostile() []string {
	return []string{
		"a", "é", "ë", "😀", " ", " ", "1.", "2026.", "12)", "-", "+", "*", "#", "##", " #", "*x*", "**", "_y_", "__", "`c`", "``", "[t](u)", "[", "]", "![i](u)",
		"<b>", "<!--", "-->", "</li>", "&amp;", "&", "&#35;", "|", "~~z~~", "~", "www.voorbeeld.nl", "https://a.b/c_d", "mailto:x@y.nl", "x@y.nl", "@naam", "[^1]", "[^1]:", ": ", ":", "\\", "\\*",
		"===", "---", "***", ">", "\"q\"", "'s", "...", "!", "€", "$x$", "$", "{#id}", "{{.X}}", "{{< fout >}}", "[x]", "[ ]", "%%", "==m==", "^", "[[w]]", ":smile:", "://", "(c)", "’", "\u00a0", "\u200b", "\u202e", "ij", "0", "10:30", "tel:1", "term\u00a0x", "&nbsp;", "&copy",
	}
}

func randomText(r *rand.Rand, pieces []string) string {
	var s strings.Builder
	for range 1 + r.Intn(6) {
		s.WriteString(pieces[r.Intn(len(pieces))])
	}
	if t := strings.Join(strings.FieldsFunc(s.String(), func(r rune) bool { return r == ' ' }), " "); strings.TrimSpace(t) != "" {
		return t
	}
	return "leeg"
}

// Text holding any characters, in any place, leaves the structure of a document
// unchanged and comes out whole: in our own tree and for another reader of the
// Markdown.
func TestNoTextChangesStructure(t *testing.T) {
	cases := 5_000
	if testing.Short() {
		cases = 200
	}
	for seed := range int64(4) {
		t.Run(strconv.FormatInt(seed, 10), func(t *testing.T) {
			t.Parallel()
			structureHolds(newBench(t), rand.New(rand.NewSource(seed)), cases)
		})
	}
}

func structureHolds(b *bench, r *rand.Rand, cases int) {
	pieces := hostile()
	texts := make([]string, places)
	for n := range cases {
		for i := range texts {
			texts[i] = "woord"
			if r.Intn(4) == 0 {
				texts[i] = randomText(r, pieces)
			}
		}
		b.holds(texts)
		if b.t.Failed() {
			b.t.Fatalf("case %d", n)
		}
	}
}

// holds fails when texts change the structure of a document, or do not come out
// whole.
func (b *bench) holds(texts []string) {
	t := b.t
	t.Helper()
	if b.wantShape == "" {
		calm := make([]string, places)
		for i := range calm {
			calm[i] = "woord"
		}
		doc := b.render(calm)
		text, _ := export.Markdown(doc, export.Options{})
		b.wantShape, b.wantKinds = shape(doc.Blocks), b.kinds(text)
	}
	doc := b.render(texts)
	if got := shape(doc.Blocks); got != b.wantShape {
		t.Fatalf("%q\nshape %s\nwant  %s", texts, got, b.wantShape)
	}
	markdown, spans := export.Markdown(doc, export.Options{})
	if got := b.kinds(markdown); got != b.wantKinds {
		t.Fatalf("%q\n%s\nkinds %s\nwant  %s", texts, markdown, got, b.wantKinds)
	}
	if got, want := b.words(markdown), shown(doc); got != want {
		t.Fatalf("%q\n%s\nshows %s\nwant  %s", texts, markdown, got, want)
	}
	wholeAgain(t, texts, doc)
	spansHold(t, markdown, spans)
}

// FuzzMarkdown looks for a text that changes the structure of a document from
// somewhere in it.
func FuzzMarkdown(f *testing.F) {
	for i, piece := range hostile() {
		f.Add("a"+piece, piece+"b", uint(i))
	}
	f.Fuzz(func(t *testing.T, one, two string, at uint) {
		texts := make([]string, places)
		for i := range texts {
			texts[i] = "woord"
		}
		for i, text := range []string{one, two} {
			text = strictyaml.Fold(text)
			if text == "" || len(text) > 200 || !utf8.ValidString(text) || strings.Contains(text, "\n") || strings.TrimSpace(text) != text ||
				strings.ContainsFunc(text, func(r rune) bool {
					return unicode.IsControl(r) || diag.IsMark(r) || r&0xFFFE == 0xFFFE || r == '\u2028' || r == '\u2029'
				}) {
				t.Skip() // no file lets such a text in
			}
			texts[(at+uint(i)*7)%places] = text
		}
		newBench(t).holds(texts)
	})
}

// wholeAgain checks that every text is found back in the document, to the letter.
func wholeAgain(t *testing.T, texts []string, doc *document.Document) {
	t.Helper()
	said := map[string]bool{}
	document.Leaves(doc.Blocks, func(_ *document.Block, in *document.Inline) { said[squash(in.Text)] = true })
	for i, s := range texts {
		if i != 17 && !said[squash(s)] { // 17 stands in an address
			t.Fatalf("text %d %q is not in the document", i, s)
		}
	}
}

// spansHold checks that spans lie in order and inside the text.
func spansHold(t *testing.T, markdown string, spans []diag.Span) {
	t.Helper()
	runes, last := len([]rune(markdown)), 0
	for _, s := range spans {
		if s.Start < last || s.End < s.Start || s.End > runes {
			t.Fatalf("span %d-%d after %d in %d runes", s.Start, s.End, last, runes)
		}
		last = s.End
	}
}

// A text of several paragraphs becomes several where there is room, and one where
// there is not.
func TestParagraphs(t *testing.T) {
	b := newBench(t)
	texts := make([]string, places)
	for i := range texts {
		texts[i] = "eerste\n\ntweede"
	}
	doc := b.render(texts)
	markdown, _ := export.Markdown(doc, export.Options{})
	for _, want := range []string{"# eerste tweede\n", "\neerste\n\ntweede\n", "> eerste\n>\n> tweede\n", "| eerste tweede | b |"} {
		if !strings.Contains(markdown, want) {
			t.Errorf("%q is not in\n%s", want, markdown)
		}
	}
}
