package document

import (
	"errors"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/profile"
	"rolprofiel/pkg/strictyaml"
)

// CodeStillToFillIn is told for every open field when a final text is asked for.
const CodeStillToFillIn diag.Code = "still-to-fill-in"

// Request is what it takes to render one document.
type Request struct {
	Kind     *Kind
	Profile  *profile.Profile
	Library  *catalog.Library // for the titles of reports
	Date     string           // of the rendering, 2026-11-23
	Evidence bool             // add the reports and headings that the text leans on
	Final    bool             // refuse while something is still to fill in
}

// Document is a rendered text.
type Document struct {
	Kind    string
	Name    string // of the kind, in the language of the document
	Title   string // the text of its first heading
	About   string
	Lang    string
	Date    string
	Blocks  []Block
	Missing []Missing
	Peeked  bool // of a hollow profile: it hangs on more than where the texts of the team stand
}

// Missing is something a document should say and cannot yet.
type Missing struct {
	Path    string
	Title   string // in the language of the document
	About   string
	Example string
	Promise bool // a precondition that is not arranged, rather than an empty field
	Owner   string
	Place   diag.Place // the file in which to fill it in
}

// view is what a template sees as its dot.
type view struct {
	*profile.Profile
	Date    string
	Missing []Missing
	Reports []Report
	Ours    []string // statements that are our own proposal

	open  func(path string) bool
	spend func(steps, size int) error
}

// Report is one report in the appendix of evidence.
type Report struct {
	Title     string
	Publisher string
	Date      string
	Headings  []Cited
}

// Cited is one heading and the statements in the document that lean on it.
type Cited struct {
	Title      string
	Statements []string
}

// At gives text the origin of a field of the opening, or of the team for paths
// that begin with "team.": dates, numbers and choices carry none of their own.
func (v *view) At(path, text string) (string, error) {
	if err := v.spend(1, len(text)); err != nil {
		return "", err
	}
	places := v.OpeningPlaces
	if rest, ok := strings.CutPrefix(path, "team."); ok {
		places, path = v.TeamPlaces, rest
	}
	return v.Origins.Remark(diag.Plain(text), diag.Origin{Place: places.At(path), Path: path}), nil
}

// Has reports whether the opening holds a field, whatever its value.
func (v *view) Has(path string) bool { return v.OpeningPlaces.Has(path) }

// Lacks reports whether a field is among what is still to fill in.
func (v *view) Lacks(path string) bool { return v.open(path) }

// Render makes a document of a profile. What is wrong with the template, and with
// Final what is still to fill in, is told in the list; the document is nil when
// nothing could be rendered.
func (s *Set) Render(r Request) (*Document, diag.List) {
	s.peeked = false
	p, list := s.compile(r.Kind, r.Profile.IsHollow())
	if p == nil {
		return nil, list
	}
	missing, said := s.missing(r)
	list = append(list, said...)
	if r.Final {
		if list = append(list, unfinished(missing, r.Profile)...); list.Failed() {
			return nil, list
		}
	}
	v := &view{Profile: r.Profile, Date: r.Date, Missing: missing, spend: p.spend, open: func(path string) bool {
		for _, m := range missing {
			if m.Path == path {
				return true
			}
		}
		return false
	}}
	blocks, d := s.pass(p, r.Kind.Name, v)
	if d != nil {
		return nil, append(list, *d)
	}
	if r.Evidence && p.has("evidence") {
		v.Reports, v.Ours = evidence(blocks, r.Library, r.Profile.Origins)
		more, d := s.pass(p, "evidence", v)
		if d != nil {
			return nil, append(list, *d)
		}
		blocks = append(blocks, more...)
	}
	if r.Final {
		if list = append(list, unwritten(blocks)...); list.Failed() {
			return nil, list
		}
	}
	doc := &Document{Kind: r.Kind.Name, Name: r.Kind.Title, About: r.Kind.About, Lang: s.lang, Date: r.Date, Blocks: blocks, Missing: missing, Peeked: s.peeked || r.Profile.IsHollow() && p.holdsStandIn()}
	doc.Title = firstHeading(blocks, r.Kind.Title)
	name(doc.Blocks)
	return doc, list
}

// pass runs one template and reads what it wrote.
func (s *Set) pass(p *program, name string, v *view) ([]Block, *diag.Diagnostic) {
	output, err := p.run(name, v)
	if err != nil {
		d := p.complaint(err, s.funcs())
		return nil, &d
	}
	blocks, err := s.reader.read(output, v.Origins.Of, p.lineOrigin)
	var bound *boundError
	switch {
	case errors.As(err, &bound):
		at := p.sources[0].place(1, 1)
		if o, ok := p.lineOrigin(bound.line); ok {
			at = o.Place
		}
		d := diag.New(CodeTemplate, diag.Error, at, "", "%s", bound.message)
		d.Hint = bound.hint
		return nil, &d
	case errors.Is(err, errRawHTML):
		d := diag.New(CodeTemplate, diag.Error, p.htmlPlace(), "", "HTML in a template would be lost in most formats").
			WithHint("write Markdown; what Markdown cannot say, the templates leave out")
		return nil, &d
	case err != nil:
		d := diag.New(CodeTemplate, diag.Error, p.sources[0].place(1, 1), "", "the template cuts a text in two and loses where it came from").
			WithHint("do not use slice or printf on a text; use lower, upper, stop or unstop")
		return nil, &d
	}
	return blocks, nil
}

// htmlPlace finds the first line that looks like HTML.
func (p *program) htmlPlace() diag.Place {
	for _, src := range p.sources {
		for i, line := range strings.Split(src.body, "\n") {
			for at := range line {
				if line[at] == '<' && at+1 < len(line) && (line[at+1] == '/' || unicode.IsLetter(rune(line[at+1]))) {
					return src.place(i+1, utf8.RuneCountInString(line[:at])+1)
				}
			}
		}
	}
	return p.sources[0].place(1, 1)
}

func firstHeading(blocks []Block, otherwise string) string {
	for _, b := range blocks {
		if b.Kind == Heading {
			return PlainText(b.Inlines)
		}
	}
	return otherwise
}

// name gives every block an id: that of the statement it holds, or else the
// heading it stands under and its number there.
func name(blocks []Block) {
	n := &namer{used: map[string]int{}, under: "start"}
	n.blocks(blocks)
}

type namer struct {
	used  map[string]int
	under string
	count int
}

func (n *namer) blocks(blocks []Block) {
	for i := range blocks {
		b := &blocks[i]
		switch {
		case b.Kind == Heading:
			n.under, n.count = strictyaml.Slug(PlainText(b.Inlines)), 0
			b.ID = n.unique(n.under)
		case len(b.Inlines) > 0:
			b.ID = n.unique(n.statement(b))
		default:
			n.count++
			b.ID = n.unique(n.under + "-" + strconv.Itoa(n.count))
		}
		n.blocks(b.Blocks)
	}
}

// statement is the id of the one text a block holds, from its file and path.
func (n *namer) statement(b *Block) string {
	for _, in := range b.Inlines {
		if in.Kind == Text && len(in.Origins) > 0 && in.Origins[0].Path != "" {
			o := in.Origins[0]
			file := o.Place.File[strings.LastIndexByte(o.Place.File, '/')+1:]
			file, _, _ = strings.Cut(file, ".")
			return strictyaml.Slug(file + " " + strings.TrimSuffix(o.Path, ".text"))
		}
	}
	n.count++
	return n.under + "-" + strconv.Itoa(n.count)
}

func (n *namer) unique(id string) string {
	n.used[id]++
	if again := n.used[id]; again > 1 {
		return n.unique(id + "-" + strconv.Itoa(again))
	}
	return id
}
