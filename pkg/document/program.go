package document

import (
	"bytes"
	"errors"
	"io/fs"
	"sort"
	"strings"
	"text/template"
	"text/template/parse"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/strictyaml"
)

// lineBase parts the number of a file from the number of a line in one MarkLine.
const lineBase = 1 << 20

var (
	errTooLong  = errors.New("the template writes without end")
	errTooSlow  = errors.New("the template repeats without end")
	errRawHTML  = errors.New("raw HTML")
	errBadMarks = errors.New("broken marks")
)

// source is one template file, to find lines in.
type source struct {
	file  *layer.File
	body  string
	lines []string
}

func (s *source) place(line, column int) diag.Place {
	p := diag.Place{File: s.file.Name, Layer: s.file.Layer, Line: line, Column: column, EndLine: line, EndColumn: column + 1}
	if line >= 1 && line <= len(s.lines) {
		p.Source = s.lines[line-1]
	}
	return p
}

func (s *source) origin(line int) diag.Origin {
	p := s.place(line, 1)
	indent := len(p.Source) - len(strings.TrimLeft(p.Source, " "))
	p.Column, p.EndColumn = indent+1, len([]rune(p.Source))+1
	return diag.Origin{Place: p}
}

// program is a template ready to run, with the shared one beside it.
type program struct {
	tmpl    *template.Template
	sources []*source
	steps   int
	stuck   int // MarkLine number of where it went on for too long
}

// shared is the template that all others of its language can lean on.
const shared = "_shared"

// compile parses a template and the shared one, and puts the line of every piece
// of literal text, and a step counter, into their trees.
func (s *Set) compile(k *Kind, hollow bool) (*program, diag.List) {
	name, funcs := k.Name, s.funcs
	if hollow {
		name, funcs = k.Name+" hollow", s.watched
	}
	if p, ok := s.parsed[name]; ok {
		return p, nil
	}
	p, list := s.parse(k, funcs())
	if p != nil {
		s.parsed[name] = p
	}
	return p, list
}

func (s *Set) parse(k *Kind, funcs template.FuncMap) (*program, diag.List) {
	p := &program{}
	for name, f := range funcs {
		funcs[name] = p.metered(f)
	}
	funcs["_step"] = p.step
	p.tmpl = template.New(k.Name).Funcs(funcs).Option("missingkey=error")
	bodies := []*source{newSource(k.file, k.body)}
	file, err := s.stack.Read(s.lang + "/" + shared + ending)
	if unread, ok := strictyaml.Unread(err); ok {
		return nil, diag.List{unread}
	}
	if err == nil {
		if list := strictyaml.VetText(file); list.Failed() {
			return nil, list
		}
		_, body := cutFrontMatter(file.Data)
		bodies = append(bodies, newSource(file, body))
	} else if !errors.Is(err, fs.ErrNotExist) {
		s.fail(err)
	}
	p.sources = bodies
	var list diag.List
	for i, src := range bodies {
		t := p.tmpl
		if i > 0 {
			t = p.tmpl.New(shared)
		}
		if _, err := t.Parse(src.body); err != nil {
			list = append(list, p.complaint(err, funcs))
		}
	}
	if list.Failed() {
		return nil, list
	}
	p.instrument()
	return p, nil
}

func newSource(file *layer.File, body string) *source {
	lines := strings.Split(strings.ReplaceAll(strings.TrimPrefix(string(file.Data), "\xef\xbb\xbf"), "\r\n", "\n"), "\n")
	return &source{file, body, lines}
}

// step is called at every round of a loop and every use of a template, with the
// number of its line and of the things in it.
func (p *program) step(line, things int) (string, error) {
	err := p.spend(things, 0)
	if err != nil {
		p.stuck = line
	}
	return "", err
}

func (p *program) instrument() {
	counter := template.Must(template.New("").Funcs(template.FuncMap{"_step": p.step}).Parse("{{_step 0 0}}")).Tree.Root.Nodes[0].(*parse.ActionNode)
	for _, t := range p.tmpl.Templates() {
		if t.Tree == nil {
			continue
		}
		number := 0
		for i, src := range p.sources {
			if name := src.templateName(p); t.Tree.ParseName == name {
				number = i
			}
		}
		in := instrumenter{p.sources[number].body, number, counter}
		in.list(t.Tree.Root)
		in.count(t.Tree.Root, t.Tree.Root.Pos)
	}
}

func (s *source) templateName(p *program) string {
	if s == p.sources[0] {
		return p.tmpl.Name()
	}
	return shared
}

type instrumenter struct {
	body    string
	number  int
	counter *parse.ActionNode
}

// count puts a step at the head of a list that is written at pos.
func (in instrumenter) count(l *parse.ListNode, pos parse.Pos) {
	step := in.counter.Copy().(*parse.ActionNode)
	step.Pipe.Cmds[0].Args[1].(*parse.NumberNode).Int64 = int64(in.number*lineBase + in.line(pos))
	step.Pipe.Cmds[0].Args[2].(*parse.NumberNode).Int64 = int64(1 + things(l))
	l.Nodes = append([]parse.Node{step}, l.Nodes...)
}

// things counts what a list carries out in one round, loops inside it aside: they
// count their own.
func things(n parse.Node) int {
	sum := 0
	each := func(pipe *parse.PipeNode, lists ...*parse.ListNode) {
		if pipe != nil {
			for _, c := range pipe.Cmds {
				sum += things(c)
			}
		}
		for _, l := range lists {
			if l != nil {
				sum += things(l)
			}
		}
	}
	switch n := n.(type) {
	case *parse.ListNode:
		for _, kid := range n.Nodes {
			sum += 1 + things(kid)
		}
	case *parse.ActionNode:
		each(n.Pipe)
	case *parse.TemplateNode:
		each(n.Pipe)
	case *parse.IfNode:
		each(n.Pipe, n.List, n.ElseList)
	case *parse.WithNode:
		each(n.Pipe, n.List, n.ElseList)
	case *parse.RangeNode:
		each(n.Pipe, n.ElseList)
	case *parse.PipeNode:
		each(n)
	case *parse.CommandNode:
		for _, arg := range n.Args {
			sum += 1 + things(arg)
		}
	}
	return sum
}

func (in instrumenter) line(pos parse.Pos) int { return 1 + strings.Count(in.body[:pos], "\n") }

func (in instrumenter) list(l *parse.ListNode) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			n.Text = in.marked(n)
		case *parse.IfNode:
			in.list(n.List)
			in.list(n.ElseList)
		case *parse.WithNode:
			in.list(n.List)
			in.list(n.ElseList)
		case *parse.RangeNode:
			in.list(n.List)
			in.list(n.ElseList)
			in.count(n.List, n.Pos)
		}
	}
}

// marked puts a MarkLine before every line of a literal text.
func (in instrumenter) marked(n *parse.TextNode) []byte {
	line := in.line(n.Pos)
	var b bytes.Buffer
	for part := range bytes.Lines(n.Text) {
		if len(bytes.TrimSpace(part)) > 0 {
			b.WriteString(diag.MarkLine(in.number*lineBase + line))
		}
		b.Write(part)
		line++
	}
	return b.Bytes()
}

// run executes the template called name and returns its marked output.
func (p *program) run(name string, data any) (string, error) {
	p.steps, p.stuck = 0, 0
	out := &bounded{}
	if err := p.tmpl.ExecuteTemplate(out, name, data); err != nil {
		var inside template.ExecError // it knows its own place; a full buffer does not
		if pieces, _ := diag.Unmark(out.String()); errors.Is(err, errTooLong) && !errors.As(err, &inside) && len(pieces) > 0 {
			p.stuck = pieces[len(pieces)-1].Line
		}
		return "", err
	}
	return out.String(), nil
}

func (p *program) has(name string) bool { return p.tmpl.Lookup(name) != nil }

// bounded is a buffer that refuses to grow for ever.
type bounded struct{ strings.Builder }

func (b *bounded) Write(data []byte) (int, error) {
	if b.Len()+len(data) > maxOutput {
		return 0, errTooLong
	}
	return b.Builder.Write(data)
}

// lineOrigin turns the number of a MarkLine back into a place.
func (p *program) lineOrigin(n int) (diag.Origin, bool) {
	file, line := n/lineBase, n%lineBase
	if n == 0 || file >= len(p.sources) {
		return diag.Origin{}, false
	}
	return p.sources[file].origin(line), true
}

func sortedNames(funcs template.FuncMap) []string {
	var names []string
	for name := range funcs {
		if !strings.HasPrefix(name, "_") {
			names = append(names, name)
		}
	}
	names = append(names, "and", "or", "not", "index", "lt", "le", "gt", "ge")
	sort.Strings(names)
	return names
}
