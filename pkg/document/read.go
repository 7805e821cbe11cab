package document

import (
	"net/url"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"rolprofiel/pkg/diag"
)

// reader turns the marked Markdown that a template wrote into blocks. The texts
// between marks are taken out before the Markdown is read and put back after, so
// that they can hold any characters.
type reader struct {
	parser parser.Parser
	trees  map[string]ast.Node // by skeleton: documents alike share one
}

func newReader() *reader {
	return &reader{trees: map[string]ast.Node{}}
}

// maxTrees bounds the memory that shared skeletons take.
const maxTrees = 32

// A text that was taken out is stood in for by opener, its number, closer.
// Both are noncharacters, so no template text holds them.
const (
	standInOpen  = "\uFDD4"
	standInClose = "\uFDD5"
)

// taken is a text that was taken out of the Markdown.
type taken struct {
	text string
	mark int
	line int
}

// skeleton is Markdown without its texts.
type skeleton struct {
	source []byte
	texts  []taken
	lines  []lineAt // where which template line begins, by offset
}

type lineAt struct{ offset, line int }

func (r *reader) skeletonOf(output string) (skeleton, bool) {
	pieces, ok := diag.Unmark(output)
	var b strings.Builder
	s := skeleton{}
	for _, p := range pieces {
		if p.Number < 0 {
			if n := len(s.lines); n == 0 || s.lines[n-1].line != p.Line {
				s.lines = append(s.lines, lineAt{b.Len(), p.Line})
			}
			b.WriteString(p.Text)
			continue
		}
		b.WriteString(standInOpen + strconv.Itoa(len(s.texts)) + standInClose)
		s.texts = append(s.texts, taken{p.Text, p.Number, p.Line})
	}
	s.source = []byte(b.String())
	return s, ok
}

// read makes blocks of a template's output. origins answers for mark numbers,
// lines for template lines.
func (r *reader) read(output string, origins func(int) []diag.Origin, lines func(int) (diag.Origin, bool)) ([]Block, error) {
	s, ok := r.skeletonOf(output)
	if !ok || !utf8.ValidString(output) {
		return nil, errBadMarks
	}
	if err := checkBounds(s.source); err != nil {
		err.line = s.lineAt(err.offset)
		return nil, err
	}
	d := &distiller{skeleton: s, origins: origins, lineOrigin: lines}
	return d.blocks(r.tree(s.source)), d.err
}

// ReadMarkdown makes blocks of plain Markdown in which nothing is marked.
func ReadMarkdown(text string) ([]Block, error) {
	none := func(int) []diag.Origin { return nil }
	return newReader().read(text, none, func(int) (diag.Origin, bool) { return diag.Origin{}, false })
}

func (r *reader) tree(source []byte) ast.Node {
	if tree, ok := r.trees[string(source)]; ok {
		return tree
	}
	if r.parser == nil {
		r.parser = goldmark.DefaultParser()
		r.parser.AddOptions(parser.WithParagraphTransformers(util.Prioritized(tables{}, 200)))
	}
	tree := r.parser.Parse(text.NewReader(source))
	if len(r.trees) >= maxTrees {
		clear(r.trees)
	}
	r.trees[string(source)] = tree
	return tree
}

// distiller boils the many nodes of a Markdown tree down to our blocks.
type distiller struct {
	skeleton
	origins    func(int) []diag.Origin
	lineOrigin func(int) (diag.Origin, bool)
	err        error
}

func (d *distiller) blocks(parent ast.Node) []Block {
	var out []Block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		out = append(out, d.block(n)...)
	}
	return out
}

func (d *distiller) block(n ast.Node) []Block {
	switch n := n.(type) {
	case *ast.Heading:
		return []Block{{Kind: Heading, Level: n.Level, Inlines: oneParagraph(d.inlines(n))}}
	case *ast.Paragraph, *ast.TextBlock:
		return d.paragraphs(n)
	case *ast.List:
		return []Block{{Kind: List, Ordered: n.IsOrdered(), Start: n.Start, Blocks: d.blocks(n)}}
	case *ast.ListItem:
		return []Block{d.item(n)}
	case *ast.Blockquote:
		return []Block{quote(d.blocks(n))}
	case *ast.ThematicBreak:
		return []Block{{Kind: Rule}}
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		b := Block{Kind: Verbatim, Text: d.verbatim(n)}
		if fenced, ok := n.(*ast.FencedCodeBlock); ok && fenced.Info != nil {
			b.Info = string(fenced.Info.Segment.Value(d.source))
		}
		return []Block{b}
	case *ast.HTMLBlock:
		d.refuseHTML(d.linesOf(n))
		return nil
	case *tableNode:
		return []Block{{Kind: n.kind, Header: n.header, Align: n.align, Blocks: d.blocks(n)}}
	case *cellNode:
		return []Block{{Kind: Cell, Align: n.align, Inlines: oneParagraph(d.inlines(n))}}
	}
	return d.blocks(n)
}

// paragraphs is one paragraph, or several when all of it is one text that holds
// blank lines; a picture alone is a figure, a page break alone is one.
func (d *distiller) paragraphs(n ast.Node) []Block {
	if img, ok := n.FirstChild().(*ast.Image); ok && img.NextSibling() == nil {
		return []Block{{Kind: Figure, Href: d.href(img.Destination), Inlines: d.inlines(img)}}
	}
	inlines := d.inlines(n)
	if len(inlines) == 0 {
		return nil
	}
	if len(inlines) > 1 || inlines[0].Kind != Text {
		return []Block{{Kind: Paragraph, Inlines: oneParagraph(inlines)}}
	}
	if inlines[0].Text == pageBreakText {
		return []Block{{Kind: PageBreak}}
	}
	var out []Block
	for part := range strings.SplitSeq(inlines[0].Text, "\n\n") {
		in := inlines[0]
		in.Text = part
		out = append(out, Block{Kind: Paragraph, Inlines: []Inline{in}})
	}
	return out
}

// oneParagraph makes texts fit where there is room for a single paragraph.
func oneParagraph(inlines []Inline) []Inline {
	for i := range inlines {
		if strings.Contains(inlines[i].Text, "\n\n") {
			inlines[i].Text = strings.ReplaceAll(inlines[i].Text, "\n\n", " ")
		}
		oneParagraph(inlines[i].Kids)
	}
	return inlines
}

func (d *distiller) item(n *ast.ListItem) Block {
	b := Block{Kind: Item, Blocks: d.blocks(n)}
	if len(b.Blocks) == 0 {
		return b
	}
	inlines := b.Blocks[0].Inlines
	for sign, box := range map[string]Box{"[ ] ": OpenBox, "[x] ": TickedBox, "[X] ": TickedBox} {
		if literalPrefix(inlines, sign) {
			b.Box = box
			b.Blocks[0].Inlines = dropPrefix(inlines, len(sign))
		}
	}
	return b
}

// literalPrefix reports whether inlines begin with these words of the template;
// a text of a user that looks the same is only a text.
func literalPrefix(inlines []Inline, prefix string) bool {
	var b strings.Builder
	for _, in := range inlines {
		if in.Kind != Text || len(in.Origins) > 0 && in.Origins[0].Path != "" {
			break
		}
		b.WriteString(in.Text)
	}
	return strings.HasPrefix(b.String(), prefix)
}

// quote is a Note when it begins with [!NOTE], as on code forges.
func quote(blocks []Block) Block {
	const sign = "[!NOTE]"
	if len(blocks) > 0 && len(blocks[0].Inlines) > 0 {
		inlines := blocks[0].Inlines
		if rest, ok := strings.CutPrefix(PlainText(inlines), sign); ok && literalPrefix(inlines, sign) {
			blocks[0].Inlines = dropPrefix(inlines, len(sign))
			if strings.TrimSpace(rest) == "" {
				blocks = blocks[1:]
			}
			return Block{Kind: Note, Blocks: blocks}
		}
	}
	return Block{Kind: Quote, Blocks: blocks}
}

// dropPrefix takes n bytes of text off the front of inlines.
func dropPrefix(inlines []Inline, n int) []Inline {
	for len(inlines) > 0 && inlines[0].Kind == Text && n >= len(inlines[0].Text) {
		n -= len(inlines[0].Text)
		inlines = inlines[1:]
	}
	if len(inlines) > 0 && inlines[0].Kind == Text {
		inlines[0].Text = strings.TrimLeft(inlines[0].Text[n:], " ")
	}
	return inlines
}

func (d *distiller) inlines(parent ast.Node) []Inline {
	var out []Inline
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		out = append(out, d.inline(n)...)
	}
	return trimEnds(out)
}

// trimEnds takes white space off both ends, which a template leaves where a part
// of a line came out empty.
func trimEnds(in []Inline) []Inline {
	if n := len(in); n > 0 && in[n-1].Kind == Text {
		in[n-1].Text = strings.TrimRight(in[n-1].Text, " \n")
		if in[n-1].Text == "" {
			return trimEnds(in[:n-1])
		}
	}
	if len(in) > 0 && in[0].Kind == Text {
		in[0].Text = strings.TrimLeft(in[0].Text, " \n")
		if in[0].Text == "" {
			return trimEnds(in[1:])
		}
	}
	return in
}

func (d *distiller) inline(n ast.Node) []Inline {
	switch n := n.(type) {
	case *ast.Text:
		out := d.literal(n.Segment.Start, n.Segment.Value(d.source))
		if n.HardLineBreak() {
			return append(out, Inline{Kind: Break})
		}
		if n.SoftLineBreak() {
			out = append(out, Inline{Kind: Text, Text: " "})
		}
		return out
	case *ast.String:
		return []Inline{{Kind: Text, Text: string(n.Value)}}
	case *ast.CodeSpan:
		return []Inline{{Kind: Code, Kids: d.inlines(n)}}
	case *ast.Emphasis:
		kind := Emph
		if n.Level == 2 {
			kind = Strong
		}
		return []Inline{{Kind: kind, Kids: d.inlines(n)}}
	case *ast.Link:
		return d.link(d.href(n.Destination), d.inlines(n))
	case *ast.AutoLink:
		label := string(n.Label(d.source))
		return d.link(string(n.URL(d.source)), []Inline{{Kind: Text, Text: label}})
	case *ast.RawHTML:
		var b strings.Builder
		for i := range n.Segments.Len() {
			seg := n.Segments.At(i)
			b.Write(seg.Value(d.source))
		}
		d.refuseHTML(b.String())
		return nil
	}
	return d.inlines(n)
}

// link keeps a link only where it leads to is harmless; the words stay anyhow.
func (d *distiller) link(href string, kids []Inline) []Inline {
	if !safeHref(href) {
		return kids
	}
	return []Inline{{Kind: Link, Href: href, Kids: kids}}
}

func safeHref(href string) bool {
	u, err := url.Parse(href)
	if err != nil {
		return false
	}
	switch u.Scheme {
	case "https", "http", "mailto", "tel":
		return true
	case "":
		return strings.HasPrefix(href, "#") || u.Host == "" && !strings.HasPrefix(href, "/") && !strings.HasPrefix(href, `\`)
	}
	return false
}

// href is a link's address with the texts put back, each escaped so that it stays
// inside the part of the address where it stands.
func (d *distiller) href(dest []byte) string {
	var b strings.Builder
	d.split(string(dest), func(literal string, _ int) { b.WriteString(literal) }, func(t taken) {
		b.WriteString(strings.ReplaceAll(url.PathEscape(strings.ReplaceAll(t.text, "\n\n", " ")), "+", "%2B"))
	})
	return b.String()
}

// pageBreakText stands for a page break until its paragraph is read.
const pageBreakText = "\f"

// literal makes inlines of Markdown text that starts at offset: the template's own
// words, and the texts that were taken out.
func (d *distiller) literal(offset int, raw []byte) []Inline {
	var out []Inline
	d.split(string(raw), func(literal string, at int) {
		in := Inline{Kind: Text, Text: unescape(literal)}
		if o, ok := d.lineOrigin(d.lineAt(offset + at)); ok {
			in.Origins = []diag.Origin{o}
		}
		out = append(out, in)
	}, func(t taken) {
		switch t.mark {
		case fieldMark:
			in := Inline{Kind: Field, Text: t.text}
			if o, ok := d.lineOrigin(t.line); ok {
				in.Origins = []diag.Origin{o}
			}
			out = append(out, in)
		case breakMark:
			out = append(out, Inline{Kind: Text, Text: pageBreakText})
		default:
			in := Inline{Kind: Text, Text: t.text, Origins: d.origins(t.mark)}
			if len(in.Origins) > 0 {
				in.Lang = in.Origins[0].Lang
			}
			out = append(out, in)
		}
	})
	return out
}

func (s *skeleton) lineAt(offset int) int {
	i := sort.Search(len(s.lines), func(i int) bool { return s.lines[i].offset > offset })
	if i == 0 {
		return 0
	}
	return s.lines[i-1].line
}

// split cuts s at the stand-ins of texts.
func (d *distiller) split(s string, literal func(string, int), text func(taken)) {
	at := 0
	for {
		open := strings.Index(s[at:], standInOpen)
		if open < 0 {
			break
		}
		shut := strings.Index(s[at+open:], standInClose)
		if shut < 0 {
			break
		}
		if open > 0 {
			literal(s[at:at+open], at)
		}
		n, err := strconv.Atoi(s[at+open+len(standInOpen) : at+open+shut])
		if err == nil && n < len(d.texts) {
			text(d.texts[n])
		}
		at += open + shut + len(standInClose)
	}
	if at < len(s) {
		literal(s[at:], at)
	}
}

func unescape(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	b := util.UnescapePunctuations([]byte(s))
	b = util.ResolveNumericReferences(b)
	return string(util.ResolveEntityNames(b))
}

func (d *distiller) linesOf(n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		b.Write(seg.Value(d.source))
	}
	return b.String()
}

// verbatim is the text of a code block; texts that were taken out come back as
// they are.
func (d *distiller) verbatim(n ast.Node) string {
	var b strings.Builder
	d.split(d.linesOf(n), func(literal string, _ int) { b.WriteString(literal) }, func(t taken) { b.WriteString(t.text) })
	return strings.TrimRight(b.String(), "\n")
}

// refuseHTML lets comments pass, which say nothing; other HTML would be lost in
// every format but one.
func (d *distiller) refuseHTML(s string) {
	if d.err == nil && !strings.HasPrefix(strings.TrimSpace(s), "<!--") {
		d.err = errRawHTML
	}
}
