package document

import (
	"strings"

	"rolprofiel/pkg/diag"
)

// BlockKind is what a Block is.
type BlockKind int

// The blocks of a document.
const (
	Heading   BlockKind = iota + 1 // Level 1-6, Inlines
	Paragraph                      // Inlines
	List                           // Ordered, Start, Blocks (Items)
	Item                           // Box, Blocks
	Table                          // Blocks (Rows)
	Row                            // Header, Blocks (Cells)
	Cell                           // Align, Inlines
	Quote                          // Blocks
	Note                           // Blocks; a remark that stands apart
	Rule                           // a line between parts
	PageBreak
	Figure   // Href, Inlines (alternative text)
	Verbatim // Text, line by line; never from a definition
)

// Block is one piece of a document.
type Block struct {
	Kind    BlockKind
	ID      string // unique in the document, stable while its origin is
	Level   int
	Ordered bool
	Start   int
	Header  bool
	Align   string // left, center, right; empty when it does not matter
	Box     Box
	Href    string
	Text    string
	Info    string // of a Verbatim: its language, and the file it stands in
	Inlines []Inline
	Blocks  []Block
}

// Box is the check box before an Item.
type Box int

// The states of a Box.
const (
	NoBox Box = iota
	OpenBox
	TickedBox
)

// InlineKind is what an Inline is.
type InlineKind int

// The inlines of a document.
const (
	Text   InlineKind = iota + 1 // Text, Origins, Lang
	Strong                       // Kids
	Emph                         // Kids
	Code                         // Kids
	Link                         // Href, Kids
	Field                        // Text: the label of what a person fills in
	Break                        // a new line in the same paragraph
)

// Inline is a piece of running text.
type Inline struct {
	Kind    InlineKind
	Text    string
	Lang    string // when it differs from the document's
	Href    string
	Origins []diag.Origin
	Kids    []Inline
}

// PlainText is the text of inlines without any form.
func PlainText(inlines []Inline) string {
	var b strings.Builder
	plainText(&b, inlines)
	return b.String()
}

func plainText(b *strings.Builder, inlines []Inline) {
	for _, in := range inlines {
		switch in.Kind {
		case Text, Field:
			b.WriteString(in.Text)
		case Break:
			b.WriteByte(' ')
		default:
			plainText(b, in.Kids)
		}
	}
}

// Leaves calls f for every Text and Field below blocks, in reading order.
func Leaves(blocks []Block, f func(*Block, *Inline)) {
	for i := range blocks {
		b := &blocks[i]
		inlineLeaves(b, b.Inlines, f)
		Leaves(b.Blocks, f)
	}
}

func inlineLeaves(b *Block, inlines []Inline, f func(*Block, *Inline)) {
	for i := range inlines {
		in := &inlines[i]
		if in.Kind == Text || in.Kind == Field {
			f(b, in)
		}
		inlineLeaves(b, in.Kids, f)
	}
}

// TextBlocks makes a paragraph of each part of text between blank lines.
func TextBlocks(text string) []Block {
	var out []Block
	for part := range strings.SplitSeq(text, "\n\n") {
		out = append(out, Block{Kind: Paragraph, Inlines: []Inline{{Kind: Text, Text: part}}})
	}
	return out
}
