package document

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// tables reads the tables of a template: a header row, a row of dashes, rows. It
// stands in for goldmark's own extension, whose package takes a third of the
// start-up of every command; a test holds the two against each other.
type tables struct{}

// tableNode is a table (kind Table) or a row of one (kind Row). To goldmark it and
// its cells pass for kinds that it has: one of our own would be work at package
// level.
type tableNode struct {
	ast.BaseBlock
	kind   BlockKind
	header bool
	align  string
}

// cellNode is a cell; its lines are read as running text.
type cellNode struct {
	ast.BaseBlock
	align string
}

// Kind implements ast.Node.
func (*tableNode) Kind() ast.NodeKind { return ast.KindDocument }

// Dump implements ast.Node.
func (n *tableNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// Kind implements ast.Node.
func (*cellNode) Kind() ast.NodeKind { return ast.KindParagraph }

// Dump implements ast.Node.
func (n *cellNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// Transform makes a table of a paragraph whose second line is a row of dashes.
func (tables) Transform(p *ast.Paragraph, reader text.Reader, _ parser.Context) {
	lines, source := p.Lines(), reader.Source()
	if lines.Len() < 2 {
		return
	}
	header := cellsOf(lines.At(0), source)
	aligns, ok := aligned(cellsOf(lines.At(1), source), source)
	if !ok || len(aligns) != len(header) {
		return
	}
	table := &tableNode{kind: Table}
	table.AppendChild(table, rowOf(header, aligns, true))
	for i := 2; i < lines.Len(); i++ {
		table.AppendChild(table, rowOf(cellsOf(lines.At(i), source), aligns, false))
	}
	p.Parent().ReplaceChild(p.Parent(), p, table)
}

// rowOf makes a row of as many cells as the header has.
func rowOf(cells []text.Segment, aligns []string, header bool) *tableNode {
	row := &tableNode{kind: Row, header: header}
	for i, align := range aligns {
		cell := &cellNode{align: align}
		if i < len(cells) && cells[i].Len() > 0 {
			cell.Lines().Append(cells[i])
		}
		row.AppendChild(row, cell)
	}
	return row
}

// cellsOf cuts a line at its bars, but not at those behind a backslash.
func cellsOf(line text.Segment, source []byte) []text.Segment {
	line = line.TrimLeftSpace(source)
	line = line.TrimRightSpace(source)
	if line.Len() > 0 && source[line.Start] == '|' {
		line.Start++
	}
	if n := line.Stop; n > line.Start && source[n-1] == '|' && (n < 2 || source[n-2] != '\\') {
		line.Stop--
	}
	var cells []text.Segment
	start := line.Start
	for i := line.Start; i <= line.Stop; i++ {
		if i < line.Stop && (source[i] != '|' || i > line.Start && source[i-1] == '\\') {
			continue
		}
		cell := text.NewSegment(start, i)
		cell = cell.TrimLeftSpace(source)
		cells = append(cells, cell.TrimRightSpace(source))
		start = i + 1
	}
	return cells
}

// aligned reads a row of dashes; ok is false for any other row.
func aligned(cells []text.Segment, source []byte) (aligns []string, ok bool) {
	for _, c := range cells {
		sign := c.Value(source)
		left, right := bytes.HasPrefix(sign, []byte(":")), bytes.HasSuffix(sign, []byte(":"))
		if dashes := bytes.Trim(sign, ":"); len(dashes) == 0 || len(bytes.Trim(dashes, "-")) > 0 {
			return nil, false
		}
		align := ""
		switch {
		case left && right:
			align = "center"
		case left:
			align = "left"
		case right:
			align = "right"
		}
		aligns = append(aligns, align)
	}
	return aligns, len(aligns) > 0
}
