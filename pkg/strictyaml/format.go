package strictyaml

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/layer"
)

// FormatWidth is where Format folds prose, in characters.
const FormatWidth = 100

// Format writes file in the one form that definitions have: keys in the order of
// fields, prose as a block behind | and folded at FormatWidth, everything inside
// something else two spaces further. A comment or a blank line stays with what it
// stands above, whatever is not in fields keeps its place and its look, and so do
// line ends and a byte order mark. A file that cannot be read, or is written in a
// way that is not used here, is told in the list and not written.
//
// What comes out is read again before it is handed over: an error means that it
// would not have said the same.
func Format(file *layer.File, fields []Field) ([]byte, diag.List, error) {
	s := newSource(file)
	root, list := s.parse()
	if root == nil {
		return nil, list, nil
	}
	t := &tidier{source: s}
	if root.Kind != yaml.MappingNode {
		d := decoder{source: s}
		d.wrongType(root, "", &Field{Type: Object})
		return nil, d.list, nil
	}
	whole := t.whole(root)
	if len(t.list) > 0 {
		return nil, t.list, nil
	}
	w := &tidyWriter{lines: slices.Clone(t.head)}
	w.group(whole, fields, 0, "")
	w.lines = append(w.lines, t.tail...)
	out := s.join(file.Data, w.lines)
	if bytes.Equal(out, file.Data) {
		return out, nil, nil
	}
	again := newSource(&layer.File{Name: file.Name, Layer: file.Layer, Data: out})
	reread, list := again.parse()
	if reread == nil {
		return nil, nil, fmt.Errorf("format %s: what came out cannot be read: %v", file.Name, list)
	}
	if !(comparison{s, again}).alike(root, reread, &Field{Type: Object, Fields: fields}) || t.comments != w.comments {
		return nil, nil, fmt.Errorf("format %s: %w", file.Name, errChanged)
	}
	return out, nil, nil
}

var errChanged = errors.New("what came out does not say the same")

// join makes bytes of lines, with the line ends and byte order mark of data.
func (s *source) join(data []byte, lines []string) []byte {
	end := "\n"
	if first := strings.IndexByte(string(s.data), '\n'); first > 0 && s.data[first-1] == '\r' {
		end = "\r\n"
	}
	size := len(data) - len(s.data)
	for _, l := range lines {
		size += len(l) + len(end)
	}
	out := append(make([]byte, 0, size), data[:len(data)-len(s.data)]...)
	for _, l := range lines {
		out = append(append(out, l...), end...)
	}
	return out
}

// group is a mapping or a list, with the comments that belong to it.
type group struct {
	list    bool
	column  int // where its keys or dashes stand, from 0
	entries []*entry
	foot    []string // comments and blank lines below the last entry
}

// entry is a key with its value, or an item of a list.
type entry struct {
	lead    []string // comments and blank lines above it
	key     string
	comment string // behind it on its line
	group   *group // its value, or else
	value   *yaml.Node
	text    string   // what the value says as prose
	token   string   // a value of one line, as it was written
	block   []string // a value behind | or >, its header first
}

// tidier reads the nodes and the lines of one file side by side, and gives every
// comment and blank line to the thing that it belongs to.
type tidier struct {
	*source
	next       int      // the first line that nobody has taken yet
	open       []*group // around the last line that was taken, outermost first
	head, tail []string // up to and with ---, and from ... on
	comments   int
	list       diag.List
}

func (t *tidier) whole(root *yaml.Node) *group {
	for i, line := range t.lines {
		if i < root.Line && (line == "---" || strings.HasPrefix(line, "--- ")) {
			t.head = t.lines[:i+1]
			t.next = i + 1
		}
		if line == "..." && i >= root.Line {
			t.tail = slices.Clone(t.lines[i:])
			t.lines = t.lines[:i]
			break
		}
	}
	g := t.group(root, nil)
	if len(t.list) > 0 {
		return g
	}
	last := &entry{}
	t.gap(len(t.lines), -1, last, false)
	g.foot = append(g.foot, last.lead...)
	g.foot = g.foot[:len(g.foot)-blanks(slices.Backward(g.foot))]
	t.tail = t.tail[:len(t.tail)-blanks(slices.Backward(t.tail))]
	if len(g.entries) > 0 {
		t.headComment(g.entries[0])
	}
	return g
}

// headComment keeps at the top of the file what stands there above a blank line,
// or speaks to an editor: it is about the file, not about its first key.
func (t *tidier) headComment(first *entry) {
	end := 0
	for i, line := range first.lead {
		if line == "" && i > 0 || strings.HasPrefix(line, "# yaml-language-server:") {
			end = i + 1
		}
	}
	for _, line := range first.lead[:end] {
		if line != "" {
			t.comments--
		}
	}
	t.head = append(slices.Clip(t.head), first.lead[:end]...)
	first.lead = first.lead[end:]
}

// blanks counts the blank lines that a sequence of lines begins with.
func blanks(lines func(func(int, string) bool)) int {
	n := 0
	for _, line := range lines {
		if line != "" {
			break
		}
		n++
	}
	return n
}

func (t *tidier) odd(n *yaml.Node) {
	if len(t.list) == 0 {
		d := decoder{source: t.source}
		d.notPlain(n, "")
		t.list = d.list
	}
}

// group reads a mapping or a list that stands inside the groups of path.
func (t *tidier) group(n *yaml.Node, path []*group) *group {
	g := &group{list: n.Kind == yaml.SequenceNode, column: n.Column - 1}
	path = append(slices.Clip(path), g)
	step := 2
	if g.list {
		step = 1
	}
	for i := 0; i+step <= len(n.Content) && len(t.list) == 0; i += step {
		e := &entry{value: n.Content[i+step-1]}
		if g.list {
			t.item(e, g, i == 0)
		} else {
			t.key(e, n.Content[i], i == 0)
		}
		g.entries = append(g.entries, e)
		if len(t.list) > 0 {
			break
		}
		t.value(e, path)
	}
	return g
}

// key takes the line of a key, up to what follows its colon.
func (t *tidier) key(e *entry, key *yaml.Node, first bool) {
	at := t.tokenOf(key)
	line := t.lines[key.Line-1]
	from, _ := runeOffset(line, key.Column-1)
	to, ok := runeOffset(line, at.endColumn-1)
	if key.Kind != yaml.ScalarNode || key.Value == "<<" || key.Anchor != "" || key.Style&yaml.TaggedStyle != 0 ||
		strings.Trim(line[:from], " -") != "" || !ok {
		t.odd(key)
		return
	}
	rest, colon := strings.CutPrefix(strings.TrimLeft(line[to:], " "), ":")
	if !colon {
		t.odd(key)
		return
	}
	t.gap(key.Line-1, key.Column-1, e, first)
	if e.key = key.Value; !isWord([]byte(e.key)) { // most are, and asking yaml.v3 takes long
		e.key = Scalar(e.key)
	}
	e.comment = comment(rest)
	t.next = max(t.next, key.Line)
}

// item takes the line of a dash, up to what follows it.
func (t *tidier) item(e *entry, g *group, first bool) {
	at := t.next
	if first {
		at = max(0, at-1) // the dash may stand behind another one, or in a line of its own
	}
	dash := func(line string) bool {
		return len(line) > g.column && line[g.column] == '-' && strings.Trim(line[:g.column], " -") == ""
	}
	for at < len(t.lines) && !dash(t.lines[at]) {
		at++
	}
	if at == len(t.lines) {
		t.odd(e.value)
		return
	}
	t.gap(at, g.column, e, first)
	e.comment = comment(t.lines[at][g.column+1:])
	t.next = max(t.next, at+1)
}

// comment is the comment that rest consists of, "" when there is something else.
func comment(rest string) string {
	if rest = trimmed(rest); strings.HasPrefix(rest, "#") {
		return rest
	}
	return ""
}

// gap gives the lines before line to to, counted from 0, to whom they belong: a
// comment that stands further in than what follows, to the end of the group that
// it stands in; all else to the entry that follows.
func (t *tidier) gap(to, column int, e *entry, first bool) {
	if to <= t.next {
		return
	}
	var lines []string
	var indents []int
	for i := t.next; i < to; i++ {
		line := trimmed(t.lines[i])
		if line != "" && line[0] != '#' {
			t.odd(&yaml.Node{Kind: yaml.ScalarNode, Line: i + 1, Column: 1, Value: line})
			return
		}
		if line != "" {
			t.comments++
		}
		lines, indents = append(lines, line), append(indents, indentOf(t.lines[i]))
	}
	t.next = to
	feet := 0 // so many lines belong to the groups that end here
	if !first {
		for i, line := range lines {
			if line != "" && indents[i] <= column {
				break
			}
			if line != "" {
				feet = i + 1
			}
		}
	}
	depth := len(t.open)
	for i, from := 0, 0; i < feet; i++ {
		if lines[i] == "" {
			continue
		}
		for depth > 1 && t.open[depth-1].column > indents[i] {
			depth--
		}
		g := t.open[depth-1]
		g.foot = append(g.foot, lines[from:i+1]...)
		from = i + 1
	}
	e.lead = append(e.lead, lines[feet:]...)
}

// value reads the value of an entry and takes its lines.
func (t *tidier) value(e *entry, path []*group) {
	n := e.value
	if n.Anchor != "" || n.Kind == yaml.AliasNode || n.Style&(yaml.FlowStyle|yaml.TaggedStyle) != 0 {
		t.odd(n)
		return
	}
	if e.comment != "" {
		t.comments++
	}
	if n.Kind != yaml.ScalarNode {
		e.group = t.group(n, path)
		return
	}
	t.open = path
	if n.Tag == "!!null" && n.Value == "" {
		return
	}
	below := &entry{}
	t.gap(n.Line-1, 0, below, true)
	e.lead = append(e.lead, below.lead...)
	t.next = max(t.next, n.Line)

	e.text = t.prose(n)
	line := t.lines[n.Line-1]
	from, _ := runeOffset(line, n.Column-1)
	indent := path[len(path)-1].column
	rest := line[from:]
	if strings.HasPrefix(rest, "!") {
		t.odd(n)
		return
	}
	switch {
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		t.blockValue(e, rest, indent)
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		t.quotedValue(e, rest)
	default:
		t.plainValue(e, rest, indent)
	}
}

func (t *tidier) behind(e *entry, rest string) {
	if c := comment(rest); c != "" {
		if e.comment != "" { // the value stands below its key, and both have one
			e.lead = append(e.lead, e.comment)
		}
		e.comment = c
		t.comments++
	}
}

func (t *tidier) plainValue(e *entry, rest string, indent int) {
	token, behind := rest, ""
	if hash := strings.Index(rest, " #"); hash >= 0 {
		token, behind = rest[:hash], rest[hash:]
	}
	e.token = trimmed(token)
	t.behind(e, behind)
	end := t.next
	for i := t.next; i < len(t.lines) && behind == ""; i++ {
		text := strings.TrimLeft(t.lines[i], " ")
		if trimmed(text) == "" {
			continue
		}
		if indentOf(t.lines[i]) <= indent || text[0] == '#' {
			break
		}
		e.token, end = "", i+1
		if hash := strings.Index(text, " #"); hash >= 0 {
			t.behind(e, text[hash:])
			break
		}
	}
	t.next = end
}

func (t *tidier) quotedValue(e *entry, rest string) {
	if end := quoted(rest); closed(rest) {
		e.token = rest[:end]
		t.behind(e, rest[end:])
		return
	}
	text := rest
	for t.next < len(t.lines) {
		before := len(text) + 1
		text += "\n" + t.lines[t.next]
		t.next++
		if closed(text) {
			if end := quoted(text); end >= before {
				t.behind(e, text[end:])
			}
			return
		}
	}
}

func (t *tidier) blockValue(e *entry, rest string, indent int) {
	header, behind, _ := strings.Cut(rest, " ")
	t.behind(e, behind)
	deep := 0
	if digit := strings.Trim(header, "|>+-"); digit != "" {
		deep = indent + int(digit[0]-'0')
		header = strings.Replace(header, digit, "2", 1)
	}
	e.block = []string{header}
	end := t.next
	for i := t.next; i < len(t.lines); i++ {
		line := t.lines[i]
		if trimmed(line) == "" && (deep == 0 || len(line) <= deep) {
			continue
		}
		in := indentOf(line)
		if deep == 0 {
			deep = max(in, indent+1)
		}
		if in < deep {
			break
		}
		for len(e.block)-1 < i-t.next {
			e.block = append(e.block, "")
		}
		e.block = append(e.block, line[deep:])
		end = i + 1
	}
	t.next = end
}

// tidyWriter puts groups on lines.
type tidyWriter struct {
	lines    []string
	comments int
}

// group writes a group at indent. hang is what its first line begins with when it
// hangs on a dash, "" otherwise.
func (w *tidyWriter) group(g *group, fields []Field, indent int, hang string) {
	for i, e := range ordered(g, fields) {
		prefix, at := spaces(indent), indent
		if i == 0 && hang != "" {
			prefix, at = hang, len(hang)-2
		}
		w.trivia(e.lead, at)
		if g.list {
			w.entry(e, itemField(fields), prefix+"- ", indent)
		} else {
			w.entry(e, Lookup(fields, e.key), prefix+e.key+":", indent)
		}
	}
	w.trivia(g.foot, indent)
}

// itemField turns the fields of a list, handed down as one, into the field of its
// items.
func itemField(fields []Field) *Field {
	if len(fields) == 1 && fields[0].Type == List {
		f := fields[0]
		return &Field{Key: f.Key, Type: f.Of, Fields: f.Fields}
	}
	return nil
}

// within are the fields that hold inside the value of f.
func within(f *Field, g *group) []Field {
	switch {
	case f == nil:
		return nil
	case f.Type == List && g.list:
		return []Field{*f}
	case f.Type == Object && !g.list:
		return f.Fields
	}
	return nil
}

func (w *tidyWriter) entry(e *entry, f *Field, start string, indent int) {
	item := strings.HasSuffix(start, "- ")
	switch {
	case e.group != nil && item:
		if e.comment != "" {
			w.trivia([]string{e.comment}, indent)
		}
		w.group(e.group, within(f, e.group), indent+2, start)
	case e.group != nil:
		w.put(start, e.comment)
		w.group(e.group, within(f, e.group), indent+2, "")
	case e.value.Tag == "!!null" && e.value.Value == "":
		w.put(strings.TrimRight(start, " "), e.comment)
	default:
		if !item {
			start += " "
		}
		w.scalar(e, f, start, indent)
	}
}

func (w *tidyWriter) scalar(e *entry, f *Field, start string, indent int) {
	tag := e.value.ShortTag()
	prose := f != nil && f.Type == Text && (tag == "!!str" || tag == "!!timestamp")
	text := e.value.Value
	if f != nil {
		text = strings.TrimRight(text, "\n")
	}
	if prose || f != nil && f.Type == Line {
		text = e.text
	}
	switch {
	case prose && text != "" && !strings.ContainsFunc(strings.ReplaceAll(text, "\n", ""), notText):
		w.put(start+"|", e.comment)
		for i, paragraph := range strings.Split(text, "\n\n") {
			if i > 0 {
				w.lines = append(w.lines, "")
			}
			w.fold(paragraph, indent+2)
		}
	case e.token != "":
		w.put(start+e.token, e.comment)
	case e.block != nil && f == nil && !strings.Contains(e.block[0], "+"):
		w.put(start+e.block[0], e.comment)
		for _, line := range e.block[1:] {
			if line != "" {
				line = spaces(indent+2) + line
			}
			w.lines = append(w.lines, line)
		}
	default:
		w.put(start+oneLine(text), e.comment)
	}
}

// oneLine is Scalar for a text that may have line breaks in it.
func oneLine(text string) string {
	if strings.ContainsFunc(text, notText) {
		return strconv.Quote(text)
	}
	return Scalar(text)
}

func (w *tidyWriter) put(line, comment string) {
	if comment != "" {
		line += " " + comment
		w.comments++
	}
	w.lines = append(w.lines, line)
}

func (w *tidyWriter) trivia(lines []string, indent int) {
	for _, line := range lines {
		if line != "" {
			line = spaces(indent) + line
			w.comments++
		}
		w.lines = append(w.lines, line)
	}
}

// fold puts a paragraph on lines of at most FormatWidth characters, where its words
// allow it.
func (w *tidyWriter) fold(paragraph string, indent int) {
	var line strings.Builder
	width := 0
	for word := range strings.SplitSeq(paragraph, " ") {
		size := utf8.RuneCountInString(word)
		if width > 0 && width+1+size > FormatWidth {
			w.lines = append(w.lines, line.String())
			line.Reset()
			width = 0
		}
		if width == 0 {
			line.WriteString(spaces(indent))
			width = indent
		} else {
			line.WriteByte(' ')
			width++
		}
		line.WriteString(word)
		width += size
	}
	w.lines = append(w.lines, line.String())
}

// trimmed takes the spaces off that YAML takes off; others are text.
func trimmed(line string) string { return strings.Trim(line, " \t") }

func spaces(n int) string { return strings.Repeat(" ", n) }

// ordered are the entries of g in the order of fields. A key that is not in fields
// stays behind the one that it stood behind.
func ordered(g *group, fields []Field) []*entry {
	if g.list || len(g.entries) < 2 {
		return g.entries
	}
	rank := map[*entry]int{}
	last := -1
	for _, e := range g.entries {
		if at := slices.IndexFunc(fields, func(f Field) bool { return f.Key == e.key }); at >= 0 {
			last = at
		}
		rank[e] = last
	}
	was := g.entries[0]
	sorted := slices.Clone(g.entries)
	slices.SortStableFunc(sorted, func(a, b *entry) int { return cmp.Compare(rank[a], rank[b]) })
	if first := sorted[0]; first != was {
		// Blank lines part entries; above the first there is nothing to part.
		n := blanks(slices.All(first.lead))
		if blanks(slices.All(was.lead)) == 0 {
			was.lead = append(slices.Clone(first.lead[:n]), was.lead...)
		}
		first.lead = first.lead[n:]
	}
	return sorted
}

// comparison holds two files against each other.
type comparison struct{ a, b *source }

// alike reports whether two nodes, one of each file, say the same to whoever reads
// them with field f.
func (c comparison) alike(a, b *yaml.Node, f *Field) bool {
	if a.Kind != b.Kind {
		return false
	}
	switch a.Kind {
	case yaml.MappingNode:
		return c.alikeMapping(a, b, f)
	case yaml.SequenceNode:
		var one *Field
		if f != nil && f.Type == List {
			one = &Field{Type: f.Of, Fields: f.Fields}
		}
		return slices.EqualFunc(a.Content, b.Content, func(x, y *yaml.Node) bool { return c.alike(x, y, one) })
	}
	if f != nil && (f.Type == Text || f.Type == Line) && a.ShortTag() != "!!null" {
		return c.a.prose(a) == c.b.prose(b)
	}
	// A block that ends with the file may lack its last line end.
	return strings.TrimRight(a.Value, "\n") == strings.TrimRight(b.Value, "\n") && a.ShortTag() == b.ShortTag()
}

func (c comparison) alikeMapping(a, b *yaml.Node, f *Field) bool {
	var fields []Field
	if f != nil && f.Type == Object {
		fields = f.Fields
	}
	if len(a.Content) != len(b.Content) {
		return false
	}
	done := map[string]int{} // how far b has been looked through for a key
	for i := 0; i+1 < len(a.Content); i += 2 {
		key := a.Content[i].Value
		j := done[key]
		for j < len(b.Content) && b.Content[j].Value != key {
			j += 2
		}
		if j >= len(b.Content) || !c.alike(a.Content[i+1], b.Content[j+1], Lookup(fields, key)) {
			return false
		}
		done[key] = j + 2
	}
	return true
}
