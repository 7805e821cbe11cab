package export

import (
	"io"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"rolprofiel/pkg/document"
)

func writeText(w io.Writer, in Input, o Options) error {
	return write(w, layOut(in.Document.Blocks, o.Width, plainPaint()))
}

func writeTerminal(w io.Writer, in Input, o Options) error {
	return write(w, Terminal(in.Document.Blocks, o))
}

// Terminal lays blocks out for reading on a screen.
func Terminal(blocks []document.Block, o Options) string {
	return layOut(blocks, o.Width, colourPaint(o.Renderer))
}

// paint is how the parts of a text look: in colour, or in plain letters.
type paint struct {
	heading func(s string, level int) string
	strong  func(string) string
	emph    func(string) string
	code    func(string) string
	link    func(string) string
	field   func(string) string
	faint   func(string) string
	note    string // before every line of a note
	line    string // a sign that makes a rule
	under   bool   // put a line under headings
}

func plainPaint() paint {
	same := func(s string) string { return s }
	return paint{
		heading: func(s string, level int) string {
			if level == 1 {
				return strings.ToUpper(s)
			}
			return s
		},
		strong: same, emph: same, code: same, link: same, faint: same,
		field: func(s string) string { return "[" + s + "]" },
		note:  "| ", line: "-", under: true,
	}
}

func colourPaint(r *lipgloss.Renderer) paint {
	style := func() lipgloss.Style { return r.NewStyle() }
	of := func(s lipgloss.Style) func(string) string {
		return func(text string) string { return s.Render(text) }
	}
	return paint{
		heading: func(s string, level int) string {
			st := style().Bold(true)
			if level <= 2 {
				st = st.Foreground(lipgloss.Color("6"))
			}
			return st.Render(s)
		},
		strong: of(style().Bold(true)),
		emph:   of(style().Italic(true)),
		code:   of(style().Foreground(lipgloss.Color("5"))),
		link:   of(style().Underline(true)),
		field:  func(s string) string { return style().Reverse(true).Render("[" + s + "]") },
		faint:  of(style().Faint(true)),
		note:   style().Foreground(lipgloss.Color("3")).Render("┃") + " ",
		line:   "─",
	}
}

// layOut turns blocks into lines of at most width columns; width 0 leaves every
// paragraph on one line.
func layOut(blocks []document.Block, width int, p paint) string {
	l := &layout{paint: p, width: width}
	lines := l.blocks(blocks, width, false)
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

type layout struct {
	paint
	width int
}

func (l *layout) blocks(blocks []document.Block, width int, tight bool) []string {
	var out []string
	for i := range blocks {
		if i > 0 && !tight {
			out = append(out, "")
			if l.under && blocks[i].Kind == document.Heading && blocks[i].Level <= 2 {
				out = append(out, "")
			}
		}
		out = append(out, l.block(&blocks[i], width)...)
	}
	return out
}

func (l *layout) block(b *document.Block, width int) []string {
	switch b.Kind {
	case document.Heading:
		lines := wrap(document.PlainText(b.Inlines), width)
		longest := 0
		for i, s := range lines {
			longest = max(longest, ansi.StringWidth(s))
			lines[i] = l.heading(s, b.Level)
		}
		if l.under && b.Level == 2 {
			lines = append(lines, strings.Repeat("-", longest))
		}
		return lines
	case document.Paragraph, document.Figure:
		return wrap(l.inlines(b.Inlines), width)
	case document.List:
		return l.list(b, width)
	case document.Table:
		return l.table(b, width)
	case document.Quote, document.Note:
		inner := l.blocks(b.Blocks, narrowed(width, 2), false)
		for i, s := range inner {
			inner[i] = strings.TrimRight(l.note+s, " ")
		}
		return inner
	case document.Rule, document.PageBreak:
		n := 40
		if width > 0 {
			n = min(n, width)
		}
		return []string{l.faint(strings.Repeat(l.line, n))}
	case document.Verbatim:
		var lines []string
		if _, file, ok := strings.Cut(b.Info, " "); ok {
			lines = append(lines, "    "+l.faint(file))
		}
		for s := range strings.SplitSeq(b.Text, "\n") {
			lines = append(lines, strings.TrimRight("    "+s, " "))
		}
		return lines
	}
	return l.blocks(b.Blocks, width, false)
}

func (l *layout) list(b *document.Block, width int) []string {
	tight := isTight(b)
	widest := len(strconv.Itoa(b.Start + len(b.Blocks) - 1))
	var out []string
	for i := range b.Blocks {
		marker := "• "
		if l.under {
			marker = "- "
		}
		if b.Ordered {
			n := strconv.Itoa(b.Start + i)
			marker = strings.Repeat(" ", widest-len(n)) + n + ". "
		}
		switch b.Blocks[i].Box {
		case document.OpenBox:
			marker = "[ ] "
		case document.TickedBox:
			marker = "[x] "
		}
		if i > 0 && !tight {
			out = append(out, "")
		}
		indent := strings.Repeat(" ", ansi.StringWidth(marker))
		for j, s := range l.blocks(b.Blocks[i].Blocks, narrowed(width, len(indent)), tight) {
			lead := indent
			if j == 0 {
				lead = marker
			}
			out = append(out, strings.TrimRight(lead+s, " "))
		}
	}
	return out
}

// table puts cells under each other in columns; where that would not fit, each
// row becomes a small list of "heading: value".
func (l *layout) table(b *document.Block, width int) []string {
	cells := make([][]string, len(b.Blocks))
	var widths []int
	for i, row := range b.Blocks {
		for j, c := range row.Blocks {
			s := l.inlines(c.Inlines)
			cells[i] = append(cells[i], s)
			if j == len(widths) {
				widths = append(widths, 0)
			}
			widths[j] = max(widths[j], ansi.StringWidth(s))
		}
	}
	total := 0
	for _, w := range widths {
		total += w + 2
	}
	if width > 0 && total > width && len(b.Blocks) > 1 {
		return l.cards(cells, width)
	}
	var out []string
	for i, row := range cells {
		var line strings.Builder
		for j, s := range row {
			line.WriteString(s + strings.Repeat(" ", widths[j]-ansi.StringWidth(s)+2))
		}
		text := strings.TrimRight(line.String(), " ")
		if b.Blocks[i].Header {
			text = l.strong(text)
		}
		out = append(out, text)
		if b.Blocks[i].Header {
			out = append(out, l.faint(strings.Repeat(l.line, total-2)))
		}
	}
	return out
}

func (l *layout) cards(cells [][]string, width int) []string {
	var out []string
	for i, row := range cells[1:] {
		if i > 0 {
			out = append(out, "")
		}
		for j, s := range row {
			if s == "" || j >= len(cells[0]) {
				continue
			}
			out = append(out, wrap(l.strong(cells[0][j]+":")+" "+s, width)...)
		}
	}
	return out
}

func (l *layout) inlines(inlines []document.Inline) string {
	var b strings.Builder
	for _, in := range inlines {
		switch in.Kind {
		case document.Text:
			b.WriteString(in.Text)
		case document.Field:
			b.WriteString(l.field(in.Text))
		case document.Break:
			b.WriteByte('\n')
		case document.Strong:
			b.WriteString(l.strong(l.inlines(in.Kids)))
		case document.Emph:
			b.WriteString(l.emph(l.inlines(in.Kids)))
		case document.Code:
			b.WriteString(l.code(l.inlines(in.Kids)))
		case document.Link:
			text := document.PlainText(in.Kids)
			b.WriteString(l.link(text))
			if bare := strings.TrimPrefix(strings.TrimPrefix(in.Href, "mailto:"), "tel:"); bare != text && !strings.HasPrefix(in.Href, "tel:") {
				b.WriteString(" (" + in.Href + ")")
			}
		}
	}
	return b.String()
}

func narrowed(width, by int) int {
	if width == 0 {
		return 0
	}
	return max(width-by, 16)
}

func wrap(s string, width int) []string {
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		lines = append(lines, wrapLine(line, width)...)
	}
	return lines
}

// wrapLine breaks a line at spaces alone: an id or an address with a dash in it
// must stay whole, so that it can be copied.
func wrapLine(line string, width int) []string {
	if width <= 0 {
		return []string{strings.TrimRight(line, " ")}
	}
	var lines []string
	current, used := "", 0
	for i, word := range strings.Split(line, " ") {
		w := ansi.StringWidth(word)
		switch {
		case i == 0:
			current, used = word, w
		case used > 0 && used+1+w > width:
			lines = append(lines, strings.TrimRight(current, " "))
			current, used = word, w
		default:
			current, used = current+" "+word, used+1+w
		}
	}
	return append(lines, strings.TrimRight(current, " "))
}
