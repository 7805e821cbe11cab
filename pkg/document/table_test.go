package document

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// Our tables are those of goldmark's extension.
func TestTablesAsTheExtensionReadsThem(t *testing.T) {
	theirs := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser()
	for _, source := range []string{
		"| a | b |\n| --- | --- |\n| c | d |\n",
		"a | b\n--- | ---\nc | d\n",
		"| a |\n|-|\n",
		"| a | b |\n|:-:|--:|\n| c |\n| d | e | f |\n",
		"| a \\| b | c |\n| :-- | - |\n|  | \\| |\n",
		"| a | b |\n| --- |\n| c | d |\n",
		"a\nb\n",
		"a | b\nc | d\n",
		"| **x** | `y` |\n| --- | --- |\n| [z](u) | *w* |\n\nna\n",
		"> | a |\n> | - |\n> | b |\n",
		"- | a |\n  | - |\n  | b |\n",
		"| a |\n| :: |\n",
		"|a|b|\n|-|-|\n|c|d|",
	} {
		var want []string
		_ = ast.Walk(theirs.Parse(text.NewReader([]byte(source))), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if cell, ok := n.(*east.TableCell); ok && entering {
				align := cell.Alignment.String()
				if cell.Alignment == east.AlignNone {
					align = ""
				}
				want = append(want, align+":"+strings.ReplaceAll(string(cell.Lines().Value([]byte(source))), `\|`, "|"))
			}
			return ast.WalkContinue, nil
		})
		var got []string
		r := newReader()
		_ = ast.Walk(r.tree([]byte(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if cell, ok := n.(*cellNode); ok && entering {
				got = append(got, cell.align+":"+strings.ReplaceAll(string(cell.Lines().Value([]byte(source))), `\|`, "|"))
			}
			return ast.WalkContinue, nil
		})
		for i := range min(len(got), len(want)) {
			if strings.HasSuffix(got[i], ":") && strings.HasSuffix(want[i], ":") {
				got[i] = want[i] // an empty cell is aligned like nothing
			}
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%q\ngot  %q\nwant %q", source, got, want)
		}
	}
}
