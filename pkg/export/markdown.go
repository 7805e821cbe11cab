package export

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/document"
)

func writeMarkdown(w io.Writer, in Input, o Options) error {
	text, _ := Markdown(in.Document, o)
	return write(w, text)
}

// Markdown writes a document as Markdown that GitHub, Hugo and Obsidian read
// alike, one paragraph a line, and tells which runes came from where.
func Markdown(d *document.Document, o Options) (string, []diag.Span) {
	m := &markdown{}
	if o.FrontMatter {
		m.raw(frontMatter(d))
	}
	m.blocks(d.Blocks, false)
	if m.b.Len() > 0 && !m.atStart {
		m.raw("\n")
	}
	return m.b.String(), m.spans
}

// frontMatter is the YAML that site builders read.
func frontMatter(d *document.Document) string {
	var b strings.Builder
	b.WriteString("---\n")
	for _, kv := range [][2]string{{"title", d.Title}, {"description", d.Name}, {"lang", d.Lang}, {"date", d.Date}, {"type", d.Kind}} {
		if kv[1] != "" {
			b.WriteString(kv[0] + ": " + strconv.Quote(kv[1]) + "\n")
		}
	}
	b.WriteString("---\n\n")
	return b.String()
}

type markdown struct {
	b       strings.Builder
	runes   int
	spans   []diag.Span
	prefix  string
	cells   []cell // of the row at hand, used again for the next
	atStart bool   // nothing stands on this line yet, not even the prefix
}

func (m *markdown) raw(s string) {
	m.b.WriteString(s)
	m.runes += utf8.RuneCountInString(s)
	m.atStart = strings.HasSuffix(s, "\n")
}

// start begins a line; a marker such as "- " stands in for part of the prefix.
func (m *markdown) start() {
	if m.atStart || m.b.Len() == 0 {
		m.raw(m.prefix)
		m.atStart = false
	}
}

func (m *markdown) newline() {
	if !m.atStart && m.b.Len() > 0 {
		m.raw("\n")
	}
}

// gap leaves an empty line, inside quotes with their sign.
func (m *markdown) gap() {
	m.newline()
	m.raw(strings.TrimRight(m.prefix, " ") + "\n")
}

func (m *markdown) blocks(blocks []document.Block, tight bool) {
	bullet := "-"
	for i := range blocks {
		if i > 0 {
			if tight {
				m.newline()
			} else {
				m.gap()
			}
		}
		if i > 0 && blocks[i].Kind == document.List && blocks[i-1].Kind == document.List && blocks[i].Ordered == blocks[i-1].Ordered && bullet == "-" {
			bullet = "*" // another sign keeps two lists apart
		} else {
			bullet = "-"
		}
		m.block(&blocks[i], bullet)
	}
}

func (m *markdown) block(b *document.Block, bullet string) {
	switch b.Kind {
	case document.Heading:
		m.start()
		m.raw(strings.Repeat("#", b.Level) + " ")
		m.inlines(b.Inlines, inHeading)
	case document.Paragraph:
		m.start()
		m.inlines(b.Inlines, inParagraph)
	case document.List:
		m.list(b, bullet)
	case document.Table:
		m.table(b)
	case document.Quote, document.Note:
		m.quote(b)
	case document.Rule, document.PageBreak:
		m.start()
		m.raw("---")
	case document.Figure:
		m.start()
		m.raw("![")
		m.inlines(b.Inlines, inParagraph)
		m.raw("](" + markdownHref(b.Href) + ")")
	case document.Verbatim:
		m.verbatim(b)
	default:
		m.blocks(b.Blocks, true)
	}
}

// verbatim writes a fenced block with a fence longer than any in the text.
func (m *markdown) verbatim(b *document.Block) {
	fence := "```"
	for strings.Contains(b.Text, fence) {
		fence += "`"
	}
	for _, line := range append(append([]string{fence + b.Info}, strings.Split(b.Text, "\n")...), fence) {
		m.newline()
		m.start()
		m.raw(line)
	}
}

func (m *markdown) list(b *document.Block, bullet string) {
	tight := isTight(b)
	for i := range b.Blocks {
		if i > 0 {
			if tight {
				m.newline()
			} else {
				m.gap()
			}
		}
		marker := bullet + " "
		if b.Ordered {
			sign := ". "
			if bullet == "*" {
				sign = ") "
			}
			marker = strconv.Itoa(b.Start+i) + sign
		}
		m.start()
		m.raw(marker)
		switch b.Blocks[i].Box {
		case document.OpenBox:
			m.raw("[ ] ")
		case document.TickedBox:
			m.raw("[x] ")
		}
		outer := m.prefix
		m.prefix += strings.Repeat(" ", len(marker))
		m.blocks(b.Blocks[i].Blocks, tight)
		m.prefix = outer
	}
}

// isTight reports whether every item is one paragraph, perhaps with a list below.
func isTight(b *document.Block) bool {
	for _, item := range b.Blocks {
		for i, inner := range item.Blocks {
			if i > 0 && inner.Kind != document.List {
				return false
			}
		}
	}
	return true
}

func (m *markdown) quote(b *document.Block) {
	outer := m.prefix
	m.start()
	m.raw("> ")
	m.prefix += "> "
	if b.Kind == document.Note {
		m.raw("[!NOTE]\n")
	}
	m.blocks(b.Blocks, false)
	m.prefix = outer
}

func (m *markdown) table(b *document.Block) {
	for i := range b.Blocks {
		row := &b.Blocks[i]
		m.newline()
		m.start()
		m.raw("|")
		for j := range row.Blocks {
			if len(row.Blocks[j].Inlines) > 0 {
				m.raw(" ")
				m.inlines(row.Blocks[j].Inlines, inCell)
			}
			m.raw(" |")
		}
		if i > 0 {
			continue
		}
		m.newline()
		m.start()
		m.raw("|")
		for j := range row.Blocks {
			m.raw(rulers(row.Blocks[j].Align) + "|")
		}
	}
}

func rulers(align string) string {
	switch align {
	case "left":
		return " :-- "
	case "center":
		return " :-: "
	case "right":
		return " --: "
	}
	return " --- "
}

// inlines writes running text: first as a row of runes that know what they are,
// then, with both neighbours in sight, with what must be escaped.
func (m *markdown) inlines(inlines []document.Inline, where context) {
	if calm(inlines) {
		for i := range inlines {
			from := m.runes
			m.raw(inlines[i].Text)
			if len(inlines[i].Origins) > 0 && inlines[i].Text != "" {
				m.spans = append(m.spans, diag.Span{Start: from, End: m.runes, Origins: inlines[i].Origins})
			}
		}
		return
	}
	r := &row{where: where, cells: m.cells[:0]}
	r.inlines(inlines, false)
	r.widen()
	m.cells = r.cells
	for i := 0; i < len(r.cells); {
		c := r.cells[i]
		from := m.runes
		j := i
		for ; j < len(r.cells) && r.cells[j].leaf == c.leaf; j++ {
			m.cell(r, j)
		}
		if leaf := c.leaf; leaf != nil && len(leaf.Origins) > 0 {
			m.spans = append(m.spans, diag.Span{Start: from, End: m.runes, Origins: leaf.Origins})
		}
		i = j
	}
}

func (m *markdown) cell(r *row, i int) {
	switch c := r.cells[i]; {
	case c.leaf == nil && c.text == "\n":
		m.raw("\\\n" + m.prefix)
		m.atStart = false
	case c.leaf == nil:
		m.raw(c.text)
	case c.entity:
		m.raw("&#" + strconv.Itoa(int(c.r)) + ";")
	case r.escapes(i):
		m.raw(`\` + string(c.r))
	default:
		m.raw(string(c.r))
	}
}

// markdownHref keeps an address from closing the bracket it stands in.
func markdownHref(href string) string {
	return strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", `\`, "%5C", "|", "%7C", "\n", "%0A").Replace(href)
}
