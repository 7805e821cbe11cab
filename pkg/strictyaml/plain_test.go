package strictyaml

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"rolprofiel/pkg/layer"
	"rolprofiel/profiles"
)

// same compares two nodes in all that the decoder looks at.
func same(a, b *yaml.Node, path string) error {
	const styles = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle | yaml.FlowStyle | yaml.TaggedStyle
	if a.Kind != b.Kind || a.ShortTag() != b.ShortTag() || a.Value != b.Value || a.Line != b.Line || a.Column != b.Column ||
		a.Style&styles != b.Style&styles || a.Anchor != b.Anchor || len(a.Content) != len(b.Content) {
		return fmt.Errorf("%s: %d %s %q %d:%d style %d, %d inside; yaml.v3 has %d %s %q %d:%d style %d, %d inside", path,
			a.Kind, a.ShortTag(), a.Value, a.Line, a.Column, a.Style, len(a.Content),
			b.Kind, b.ShortTag(), b.Value, b.Line, b.Column, b.Style, len(b.Content))
	}
	for i := range a.Content {
		if err := same(a.Content[i], b.Content[i], fmt.Sprintf("%s/%d", path, i)); err != nil {
			return err
		}
	}
	return nil
}

// agree holds the quick reader against yaml.v3 on one file; quick tells whether
// the quick one read it at all.
func agree(data []byte) (quick bool, err error) {
	s := newSource(&layer.File{Name: "x.yaml", Data: data})
	if s.vet().Failed() {
		return false, nil
	}
	root, ok := readPlain(s.lines)
	if !ok {
		return false, nil
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(s.data, &doc); err != nil {
		return true, fmt.Errorf("yaml.v3 refuses it: %w", err)
	}
	return true, same(root, doc.Content[0], "")
}

// Every shipped file without escapes is read by the quick reader, and just as
// yaml.v3 reads it.
func TestQuickReaderAgreesOnTheLibrary(t *testing.T) {
	err := fs.WalkDir(profiles.FS, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(profiles.FS, p)
		if err != nil {
			return err
		}
		quick, err := agree(data)
		if err != nil {
			t.Errorf("%s: %v", p, err)
		}
		if !quick && !bytes.ContainsRune(data, '\\') {
			t.Errorf("%s: left to yaml.v3", p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What is unusual is left to yaml.v3; what is read is read the same.
func TestQuickReaderOnOddFiles(t *testing.T) {
	for _, data := range oddFiles() {
		if _, err := agree([]byte(data)); err != nil {
			t.Errorf("%q: %v", data, err)
		}
	}
}

func oddFiles() []string {
	return []string{
		"a: b\n", "a: b", "a:\n  b: c\n", "a:\n- b\n", "a:\n  - b\n  - c: d\n    e: f\n", "a: |\n  x\n\n  y\n\n", "a: |\n   x\n    y\n  z\n",
		"a: |\n\n  x\n", "a: |\n  x\n# comment\nb: c\n", "a: |\n  x\n # comment\nb: c\n", "a: |-\n  x\n", "a: >\n  x\n", "a: b\n  c\n", "a: b # c\n", "a: b: c\n",
		"a: 'b''c'\n", "a: \"b\\n\"\n", "a: 'b'\n", "a: \"b\"\n", "a: '\n", "a: \"\n", "a: ''\n", "a:\n", "a: ~\n", "a: null\n", "null: a\n", "a: yes\n", "y: 1\n", "a: 1\n", "a: 1.5\n", "a: 2027-03-01\n", "a: 0x1f\n", "a: 1_000\n", "a: -1\n", "a: é\n",
		"a: [b]\n", "a: {b: c}\n", "a: &x b\nc: *x\n", "a: !!str 1\n", "<<: a\n", "? a\n: b\n", "- a\n- b\n", "-\n", "- - a\n", "-  a\n", "a:\n  -   b: c\n", "# only\n", "", "---\na: b\n", "a: b\n...\n", "a: b\na: c\n",
		"a:\n    b: c\n    d: e\nf: g\n", "a:\n   - b\n  - c\n", "a: b\n c: d\n", " a: b\n", "  a: b\n c: d\n", "a:   b   \n", "a: |  \n  x  \n", "a: b\u0085c\n", "a: b\u2028c\n", "a: |\n  b\u2028c\n", "a: b\ufeff\n", "a: x\u00a0\n", "a:\u00a0b\n", "a: a:b\n", "a: b#c\n", "a: b, c\n", "a: b]\n", "a: |\n  x\n  \n   \n", "a: |\n  x\n     \n", "a: |\nb: c\n", "a:\n  b:\n  - c\n", "key-x: b\n", "a: b\n\n\n", "a: .5\n", "a: +1\n", "a: 12e3\n", "a: 12:30\n", "a: 123456\n", "a: ½\n", "a: ٣\n", "a: 1e\n", "a: True\n", "a: NO\n", "a: .inf\n", "a: 0o17\n", "a: 0b1\n", "a: 017\n", "a: 2027-13-99\n",
	}
}

// FuzzQuickReader looks for files that the two readers see differently.
func FuzzQuickReader(f *testing.F) {
	for _, data := range oddFiles() {
		f.Add(data)
	}
	for _, name := range []string{"stances/brugfunctie.yaml", "openings/voorbeeld-stad-2027.yaml", "teams/voorbeeld-buurtteam.en.yaml"} {
		data, err := fs.ReadFile(profiles.FS, name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, data string) {
		if strings.Count(data, "\n") > 2000 {
			t.Skip()
		}
		if _, err := agree([]byte(data)); err != nil {
			t.Errorf("%q: %v", data, err)
		}
	})
}
