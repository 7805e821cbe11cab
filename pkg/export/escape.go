package export

import (
	"strings"
	"unicode"

	"rolprofiel/pkg/document"
)

// context is where running text stands: it decides what means something there.
type context int

const (
	inParagraph context = iota
	inHeading
	inCell
)

// cell is a rune of text, or a piece of Markdown (leaf is nil).
type cell struct {
	r      rune
	text   string // of a piece of Markdown; "\n" is a hard break
	leaf   *document.Inline
	link   bool // inside the words of a link
	code   bool
	entity bool // written as a number, so that it is no letter to its neighbour
}

// row is a line of running text before it is written.
type row struct {
	where context
	cells []cell
}

func (r *row) mark(s string) { r.cells = append(r.cells, cell{text: s}) }

func (r *row) inlines(inlines []document.Inline, link bool) {
	for i := range inlines {
		in := &inlines[i]
		switch in.Kind {
		case document.Text:
			r.text(in, link)
		case document.Field:
			r.mark(`\[`)
			r.text(in, link)
			r.mark(`\]`)
		case document.Break:
			if r.where == inParagraph {
				r.mark("\n")
			} else {
				r.mark(" ")
			}
		case document.Strong, document.Emph:
			r.emphasis(in, link)
		case document.Code:
			r.code(in)
		case document.Link:
			r.mark("[")
			r.inlines(in.Kids, true)
			r.mark("](" + markdownHref(in.Href) + ")")
		}
	}
}

func (r *row) text(in *document.Inline, link bool) {
	for _, c := range in.Text {
		r.cells = append(r.cells, cell{r: c, leaf: in, link: link})
	}
}

// emphasis puts the signs tight around the words: spaces at the ends go outside,
// and nothing at all is written around nothing.
func (r *row) emphasis(in *document.Inline, link bool) {
	sign := "*"
	if in.Kind == document.Strong {
		sign = "**"
	}
	inner := &row{where: r.where}
	inner.inlines(in.Kids, link)
	from, to := 0, len(inner.cells)
	for from < to && inner.cells[from].blank() {
		from++
	}
	for to > from && inner.cells[to-1].blank() {
		to--
	}
	r.cells = append(r.cells, inner.cells[:from]...)
	if from < to {
		r.mark(sign)
		r.cells = append(r.cells, inner.cells[from:to]...)
		r.mark(sign)
	}
	r.cells = append(r.cells, inner.cells[to:]...)
}

func (r *row) code(in *document.Inline) {
	text := document.PlainText(in.Kids)
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	pad := ""
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		pad = " "
	}
	r.mark(fence + pad)
	for i := range in.Kids {
		for _, c := range in.Kids[i].Text {
			r.cells = append(r.cells, cell{r: c, leaf: &in.Kids[i], code: true})
		}
	}
	r.mark(pad + fence)
}

func (c cell) blank() bool { return c.leaf != nil && unicode.IsSpace(c.r) }

// isEmphasis reports whether c opens or closes emphasis.
func (c cell) isEmphasis() bool { return c.leaf == nil && (c.text == "*" || c.text == "**") }

// widen makes emphasis hold where its inner side ends in punctuation and its
// outer side in a letter: Markdown would not see it, so the letter is written as
// a number.
func (r *row) widen() {
	open := false
	for i, c := range r.cells {
		if !c.isEmphasis() {
			continue
		}
		open = !open
		inner, outer := i+1, i-1
		if !open {
			inner, outer = i-1, i+1
		}
		if outer < 0 || outer >= len(r.cells) || inner < 0 || inner >= len(r.cells) {
			continue
		}
		in, out := r.cells[inner], &r.cells[outer]
		if in.leaf != nil && !isWord(in.r) && out.leaf != nil && isWord(out.r) {
			out.entity = true
		}
	}
}

func isWord(r rune) bool { return !unicode.IsSpace(r) && !unicode.IsPunct(r) && !unicode.IsSymbol(r) }

// at is the rune at i, or 0 outside the row; Markdown counts by its own sign.
func (r *row) at(i int) rune {
	if i < 0 || i >= len(r.cells) {
		return 0
	}
	if c := r.cells[i]; c.leaf == nil {
		return []rune(c.text)[0]
	}
	return r.cells[i].r
}

// first reports whether rune i is the first of its line.
func (r *row) first(i int) bool {
	for i--; i >= 0; i-- {
		if c := r.cells[i]; c.leaf == nil && c.text == "\n" {
			return true
		} else if !c.blank() {
			return false
		}
	}
	return true
}

// escapes reports whether rune i would mean something to a Markdown reader:
// CommonMark, GitHub, Hugo or Obsidian.
func (r *row) escapes(i int) bool {
	c := r.cells[i]
	if c.code {
		return r.where == inCell && c.r == '|'
	}
	before, after := r.at(i-1), r.at(i+1)
	switch c.r {
	case '\\', '*', '`', '[', ']', '<', '|', '~', '$', '{', '^':
		return true
	case '_':
		return !isAlnum(before) || !isAlnum(after)
	case '&':
		return after == '#' || isAlnum(after)
	case '!':
		return after == '['
	case '#':
		return before == 0 || before == '\n' || before == '#' || unicode.IsSpace(before)
	case '-':
		return r.first(i) && (after == 0 || strings.ContainsRune("-:|", after) || unicode.IsSpace(after))
	case '+':
		return r.first(i) && (after == 0 || unicode.IsSpace(after))
	case '>':
		return r.first(i)
	case '=':
		return r.first(i) || after == '=' || before == '='
	case '%':
		return after == '%' || before == '%'
	case '.', ')':
		return r.ordinal(i) || c.r == '.' && !c.link && r.www(i)
	case ':':
		return r.first(i) || !c.link && after == '/' && r.at(i+2) == '/' || !isAlnum(before) && isAlnum(after) || after == '-' || before == '|'
	case '@':
		return !c.link && isAlnum(after)
	}
	return false
}

// calm reports whether nothing in inlines can mean anything to a Markdown reader:
// most running text, which then needs no looking at rune by rune.
func calm(inlines []document.Inline) bool {
	before := byte(0)
	for i := range inlines {
		if inlines[i].Kind != document.Text {
			return false
		}
		text := inlines[i].Text
		for j := range len(text) {
			switch c := text[j]; {
			case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= 0x80:
			case before == 0:
				return false // the first of a line counts for more
			case c == ' ', c == ',', c == ';', c == '(', c == '\'', c == '"', c == '/', c == '?', c >= '0' && c <= '9':
			case (c == '.' || c == ')') && before != 'w' && before != 'W' && (before < '0' || before > '9'):
			case c == '-' && before != ' ':
			default:
				return false
			}
			before = text[j]
		}
	}
	return true
}

// ordinal reports whether the sign at i would make a numbered list.
func (r *row) ordinal(i int) bool {
	if after := r.at(i + 1); after != 0 && !unicode.IsSpace(after) {
		return false
	}
	j := i - 1
	for ; j >= 0 && r.at(j) >= '0' && r.at(j) <= '9'; j-- {
	}
	return j < i-1 && r.first(j+1)
}

// www reports whether the dot at i follows "www", which readers make a link of.
func (r *row) www(i int) bool {
	for k := 1; k <= 3; k++ {
		if c := r.at(i - k); c != 'w' && c != 'W' {
			return false
		}
	}
	return true
}

func isAlnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
