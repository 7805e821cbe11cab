package locale_test

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"rolprofiel/pkg/locale"
)

// formats says which arguments of a call are messages. A name with a package is a
// function, or a method that only counts in that package; a name that begins with
// a dot is a method of whatever type.
var formats = map[string][]int{
	"diag.Say":     {0},
	"diag.New":     {4},
	".WithHint":    {0},
	".WithRelated": {1},
	".WithFix":     {2},
	".Sprintf":     {0}, // of a locale.Printer; fmt's own is left out
	"main.misuse":  {0},
	"main.count":   {1, 2},
	"main.say":     {0}, // of app
	".withHint":    {0},
	".saying":      {0},
}

// forwarders pass on a format that somebody else wrote, so theirs need not be a
// literal; the reason says where the literal stands.
var forwarders = map[string]string{
	"diag.Say":                       "the caller's literal is checked",
	"diag.New":                       "the caller's literal is checked",
	"diag.Diagnostic.WithHint":       "the caller's literal is checked",
	"diag.Diagnostic.WithRelated":    "the caller's literal is checked",
	"diag.Diagnostic.WithFix":        "the caller's literal is checked",
	"document.program.complaint.say": "the caller's literal is checked",
	"locale.Printer.Sprintf":         "hands itself on for the Messages among its arguments",
	"report.said":                    "renders a Message that was made before",
	"main.misuse":                    "the caller's literal is checked",
	"main.failure.withHint":          "the caller's literal is checked",
	"main.failure.saying":            "the caller's literal is checked",
	"main.app.say":                   "the caller's literal is checked",
	"main.app.text":                  "renders a Message that was made before",
	"main.count":                     "the caller's two literals are checked",
}

// notMessages take a format that is no message.
var notMessages = map[string]string{
	"document.printf": "the format stands in a template",
}

// alike are the messages that are the same in Dutch; those without a word of
// their own, such as "%s: %s", need not stand here.
var alike = []string{"CODE", "DOCUMENT", "SHELL", "team", "term"}

// use is one message in the source.
type use struct {
	at   token.Position
	text string
	args int // how many arguments follow; -1 when that cannot be seen
}

// finds is what was found in the source.
type finds struct {
	uses      []use
	problems  []string        // what keeps a message from being found
	forwarded map[string]bool // forwarders that were met
}

// sources looks through one Go file.
type sources struct {
	*finds
	fset    *token.FileSet
	pkg     string
	bound   map[*ast.FuncLit]string    // function literals with a local name
	settled map[*ast.SelectorExpr]bool // method values that are accounted for
}

// scope is the function that a piece of code stands in.
type scope struct {
	*sources
	name   string
	locals map[string]int // functions with a local name -> which argument is a message
}

func TestEveryMessageIsInTheCatalogue(t *testing.T) {
	uses := messages(t)
	entries := catalogue(t)
	used := map[string]bool{}
	for _, u := range uses {
		used[u.text] = true
		if _, ok := entries[u.text]; !ok {
			t.Errorf("%s: not in nl.po: %q", u.at, u.text)
		}
		if strings.HasPrefix(u.text, " ") || strings.HasSuffix(u.text, " ") {
			t.Errorf("%s: %q begins or ends with a space, as if it were glued to something", u.at, u.text)
		}
		verbs, err := verbsOf(u.text)
		if err != nil {
			t.Errorf("%s: %v", u.at, err)
		} else if u.args >= 0 && u.args != len(verbs) {
			t.Errorf("%s: %q takes %d arguments and gets %d", u.at, u.text, len(verbs), u.args)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(entries)) {
		if !used[id] {
			t.Errorf("nl.po holds a message that the tool never says: %q", id)
		}
	}
}

func TestTranslationsAreWhole(t *testing.T) {
	entries := catalogue(t)
	for _, id := range slices.Sorted(maps.Keys(entries)) {
		str := entries[id]
		switch {
		case str == "":
			t.Errorf("%q has no translation", id)
			continue
		case str == id && hasWords(id) && !slices.Contains(alike, id):
			t.Errorf("%q is not translated; if it is the same in Dutch, put it in alike", id)
		case str != id && slices.Contains(alike, id):
			t.Errorf("%q is in alike and is translated all the same", id)
		}
		if strings.TrimSpace(str) != strings.TrimRight(str, "\n") {
			t.Errorf("the translation of %q begins or ends with a space: %q", id, str)
		}
		if strings.HasSuffix(id, "\n") != strings.HasSuffix(str, "\n") {
			t.Errorf("%q and its translation do not end alike: %q", id, str)
		}
		want, err := verbsOf(id)
		if err != nil {
			t.Error(err)
		}
		got, err := verbsOf(str)
		if err != nil {
			t.Error(err)
		}
		if !maps.Equal(want, got) {
			t.Errorf("%q takes %v, its translation %q takes %v", id, want, str, got)
		}
	}
	for _, id := range alike {
		if _, ok := entries[id]; !ok {
			t.Errorf("alike holds %q, which is not in nl.po", id)
		}
	}
}

// The translation is for people who are no programmers; a full stop belongs to
// the help texts of more than one sentence only, as in English.
func TestTranslationsAreWrittenAlike(t *testing.T) {
	entries := catalogue(t)
	for _, id := range slices.Sorted(maps.Keys(entries)) {
		str := entries[id]
		if strings.HasSuffix(id, ".") != strings.HasSuffix(str, ".") {
			t.Errorf("a full stop ends only one of %q and %q", id, str)
		}
		if a, b := firstLetter(id), firstLetter(str); a != 0 && b != 0 && unicode.IsUpper(a) != unicode.IsUpper(b) {
			t.Errorf("a capital begins only one of %q and %q", id, str)
		}
		if strings.Contains(str, "  ") {
			t.Errorf("two spaces in a row: %q", str)
		}
	}
}

// firstLetter is the letter that a message begins with; 0 when it begins with
// something else, such as an argument or a quote.
func firstLetter(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsLetter(r) {
		return 0
	}
	return r
}

// The rules are only worth something while they see what they should.
func TestMessagesAreFound(t *testing.T) {
	found := &finds{forwarded: map[string]bool{}}
	err := found.read("x.go", []byte(`package main

func f(a *app, p *printer, list diag.List, word string) error {
	t := a.printer.Sprintf
	say := func(format string, args ...any) string { return word }
	t("one")
	p.Sprintf("two %s", word)
	fmt.Sprintf("not a message")
	diag.New(code, diag.Error, at, "path", "three %s", word).WithHint("four").WithRelated(at, "five").WithFix(at, "text", "six")
	say("seven")
	count(3, "eight %d", "nine %d")
	_ = []diag.Message{{Format: word}, diag.Message{Format: "ten"}}
	misuse("eleven", word).withHint("twelve")
	a.say("thirteen")
	list.add("not a message")
	misuse("glued " + word)
	diag.Say(word)
	use(p.Sprintf)
	return nil
}

func (f *failure) newWay(format string) {}
`))
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, u := range found.uses {
		texts = append(texts, u.text)
	}
	slices.Sort(texts)
	want := []string{"eight %d", "eleven", "five", "four", "nine %d", "one", "seven", "six", "ten", "thirteen", "three %s", "twelve", "two %s"}
	if !slices.Equal(texts, want) {
		t.Errorf("found %q, want %q", texts, want)
	}
	got := strings.Join(found.problems, "\n")
	for _, part := range []string{"x.go:16:9: in main.f a message is no literal", "x.go:17:11: in main.f a message is no literal", "x.go:18:6: call Sprintf", "x.go:22:1: newWay takes a format"} {
		if !strings.Contains(got, part) {
			t.Errorf("no complaint %q in:\n%s", part, got)
		}
	}
	if len(found.problems) != 5 { // and the Format: word of a list of Messages
		t.Errorf("%d complaints, want 5:\n%s", len(found.problems), got)
	}
}

func TestVerbs(t *testing.T) {
	for _, c := range []struct {
		format string
		want   map[int]string
	}{
		{"plain, with {{if}} and 100%%", map[int]string{}},
		{"%s of %d", map[int]string{1: "%s", 2: "%d"}},
		{"%[2]d of %[1]s", map[int]string{1: "%s", 2: "%d"}},
		{"%[2]q, %+g and %#02x", map[int]string{2: "%q", 3: "%+g", 4: "%#02x"}},
		{"50% off", map[int]string{1: "% o"}},
	} {
		if got, _ := verbsOf(c.format); !maps.Equal(got, c.want) {
			t.Errorf("%q: got %v, want %v", c.format, got, c.want)
		}
	}
	for _, format := range []string{"50%", "%[2]s alone", "%[1]s and %[1]d"} {
		if _, err := verbsOf(format); err == nil {
			t.Errorf("%q passes", format)
		}
	}
}

func hasWords(format string) bool {
	return strings.ContainsFunc(verb.ReplaceAllString(format, ""), unicode.IsLetter)
}

// catalogue is nl.po, read by the parser of the package after its form was
// checked: that parser skips what it does not understand.
func catalogue(t *testing.T) map[string]string {
	t.Helper()
	data, err := os.ReadFile("nl.po")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	before := ""
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		word, quoted, found := strings.Cut(line, " ")
		if !found || word != "msgid" && word != "msgstr" {
			word, quoted = "", line
		}
		text, err := strconv.Unquote(quoted)
		if err != nil || quoted[0] != '"' {
			t.Errorf("nl.po:%d: not a quoted text: %s", number, line)
		}
		switch {
		case word == "" && before == "", word == "msgid" && before == "msgid", word == "msgstr" && before != "msgid":
			t.Errorf("nl.po:%d: msgid and msgstr must take turns", number)
		case word == "msgid":
			if first, twice := seen[text]; twice && text != "" {
				t.Errorf("nl.po:%d: %q stands already at line %d", number, text, first)
			}
			seen[text] = number
		}
		before = cmp.Or(word, before)
	}
	return locale.Parse(string(data))
}

var verb = regexp.MustCompile(`%([+\-# 0]*)(\[(\d+)\])?(\d*(?:\.\d*)?)([a-zA-Z%])`)

// verbsOf maps the number of every argument of a format to how it is written:
// 2 -> %q.
func verbsOf(format string) (map[int]string, error) {
	verbs := map[int]string{}
	next := 1
	for _, m := range verb.FindAllStringSubmatch(format, -1) {
		if m[5] == "%" {
			continue
		}
		if m[3] != "" {
			next, _ = strconv.Atoi(m[3])
		}
		how := "%" + m[1] + m[4] + m[5]
		if other, again := verbs[next]; again && other != how {
			return verbs, fmt.Errorf("%q writes argument %d as %s and as %s", format, next, other, how)
		}
		verbs[next] = how
		next++
	}
	if strings.Contains(verb.ReplaceAllString(format, ""), "%") {
		return verbs, fmt.Errorf("%q holds a %% that starts no verb", format)
	}
	for n := range len(verbs) {
		if verbs[n+1] == "" {
			return verbs, fmt.Errorf("%q skips argument %d", format, n+1)
		}
	}
	return verbs, nil
}

// messages finds every message in the source of the module.
func messages(t *testing.T) []use {
	t.Helper()
	root := filepath.Join("..", "..")
	found := &finds{forwarded: map[string]bool{}}
	for _, dir := range []string{"pkg", "cmd"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			source, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			shown, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			return found.read(filepath.ToSlash(shown), source)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, problem := range found.problems {
		t.Error(problem)
	}
	for name := range forwarders {
		if !found.forwarded[name] {
			t.Errorf("%s is listed as a forwarder and forwards nothing", name)
		}
	}
	if len(found.uses) < 300 {
		t.Fatalf("only %d messages were found", len(found.uses))
	}
	return found.uses
}

// read looks through one file.
func (f *finds) read(name string, source []byte) error {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, source, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	s := &sources{f, fset, file.Name.Name, map[*ast.FuncLit]string{}, map[*ast.SelectorExpr]bool{}}
	for _, decl := range file.Decls {
		in := s.pkg
		if function, ok := decl.(*ast.FuncDecl); ok {
			in = s.declared(function)
		}
		ast.Walk(scope{s, in, map[string]int{}}, decl)
	}
	return nil
}

func (s *sources) complain(at token.Pos, format string, args ...any) {
	s.problems = append(s.problems, s.fset.Position(at).String()+": "+fmt.Sprintf(format, args...))
}

// declared names a function, and sees to it that one which takes messages is in
// the table.
func (s *sources) declared(f *ast.FuncDecl) string {
	name := f.Name.Name
	method := ""
	if f.Recv != nil {
		receiver := f.Recv.List[0].Type
		if star, ok := receiver.(*ast.StarExpr); ok {
			receiver = star.X
		}
		if generic, ok := receiver.(*ast.IndexExpr); ok {
			receiver = generic.X
		}
		method = receiver.(*ast.Ident).Name + "."
	}
	if n := formatParameter(f.Type); n >= 0 {
		at, ok := formats[s.pkg+"."+name]
		if !ok && method != "" {
			at, ok = formats["."+name]
		}
		if _, other := notMessages[s.pkg+"."+method+name]; !other && (!ok || !slices.Equal(at, []int{n})) {
			s.complain(f.Pos(), "%s takes a format at %d; put it in the table of this test", name, n)
		}
	}
	return s.pkg + "." + method + name
}

// formatParameter is the number of the parameter called format, or -1.
func formatParameter(f *ast.FuncType) int {
	n := 0
	for _, field := range f.Params.List {
		for _, name := range field.Names {
			if name.Name == "format" {
				if t, ok := field.Type.(*ast.Ident); ok && t.Name == "string" {
					return n
				}
			}
			n++
		}
	}
	return -1
}

// Visit looks at one node.
func (s scope) Visit(n ast.Node) ast.Visitor {
	switch n := n.(type) {
	case *ast.AssignStmt:
		s.assign(n)
	case *ast.FuncLit:
		if name := s.bound[n]; name != "" {
			s.name += "." + name
		}
	case *ast.CompositeLit:
		s.literal(n)
	case *ast.CallExpr:
		s.call(n)
	case *ast.SelectorExpr:
		if isPrinter(n) && !s.settled[n] && !s.forwards() {
			s.complain(n.Pos(), "call Sprintf where it stands, or give it a local name")
		}
	}
	return s
}

// assign remembers the local names of functions that take messages.
func (s scope) assign(n *ast.AssignStmt) {
	for i, right := range n.Rhs {
		left, ok := n.Lhs[min(i, len(n.Lhs)-1)].(*ast.Ident)
		if !ok {
			continue
		}
		switch right := right.(type) {
		case *ast.SelectorExpr:
			if isPrinter(right) {
				s.settled[right] = true
				s.locals[left.Name] = 0
			}
		case *ast.FuncLit:
			s.bound[right] = left.Name
			if at := formatParameter(right.Type); at >= 0 {
				s.locals[left.Name] = at
			}
		}
	}
}

// isPrinter reports whether n is the Sprintf of something else than package fmt.
func isPrinter(n *ast.SelectorExpr) bool {
	x, ok := n.X.(*ast.Ident)
	return n.Sel.Name == "Sprintf" && (!ok || x.Name != "fmt")
}

// call takes the messages out of a call.
func (s scope) call(n *ast.CallExpr) {
	var at []int
	counted := true // whether the arguments of the message follow it
	switch f := n.Fun.(type) {
	case *ast.Ident:
		if local, ok := s.locals[f.Name]; ok {
			at = []int{local}
			break
		}
		at = formats[s.pkg+"."+f.Name]
		counted = f.Name != "count"
	case *ast.SelectorExpr:
		s.settled[f] = true
		x, isIdent := f.X.(*ast.Ident)
		switch {
		case f.Sel.Name == "Sprintf" && !isPrinter(f):
		case isIdent && formats[x.Name+"."+f.Sel.Name] != nil:
			at = formats[x.Name+"."+f.Sel.Name]
		case formats[s.pkg+"."+f.Sel.Name] != nil:
			at = formats[s.pkg+"."+f.Sel.Name]
		default:
			at = formats["."+f.Sel.Name]
		}
	}
	for _, i := range at {
		if i >= len(n.Args) {
			continue // the compiler has refused this, or it is another function of that name
		}
		args := len(n.Args) - i - 1
		switch {
		case n.Ellipsis.IsValid():
			args = -1
		case !counted:
			args = 1
		}
		s.keep(n.Args[i], args)
	}
}

// literal takes the formats out of a diag.Message that is written out, or out of
// a list of them.
func (s scope) literal(n *ast.CompositeLit) {
	if s.isMessage(n.Type) {
		s.message(n)
	}
	list, ok := n.Type.(*ast.ArrayType)
	if !ok || !s.isMessage(list.Elt) {
		return
	}
	for _, element := range n.Elts {
		if m, ok := element.(*ast.CompositeLit); ok && m.Type == nil {
			s.message(m)
		}
	}
}

func (s scope) isMessage(typ ast.Expr) bool {
	switch typ := typ.(type) {
	case *ast.SelectorExpr:
		x, ok := typ.X.(*ast.Ident)
		return ok && x.Name == "diag" && typ.Sel.Name == "Message"
	case *ast.Ident:
		return s.pkg == "diag" && typ.Name == "Message"
	}
	return false
}

func (s scope) message(n *ast.CompositeLit) {
	for i, element := range n.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		switch {
		case !ok && i == 0:
			s.keep(element, -1)
		case ok && pair.Key.(*ast.Ident).Name == "Format" && len(n.Elts) == 1:
			s.keep(pair.Value, 0)
		case ok && pair.Key.(*ast.Ident).Name == "Format":
			s.keep(pair.Value, -1)
		}
	}
}

// keep notes a message, which must be one literal.
func (s scope) keep(arg ast.Expr, args int) {
	if literal, ok := arg.(*ast.BasicLit); ok && literal.Kind == token.STRING {
		if text, err := strconv.Unquote(literal.Value); err == nil {
			s.uses = append(s.uses, use{s.fset.Position(arg.Pos()), text, args})
			return
		}
	}
	if !s.forwards() {
		s.complain(arg.Pos(), "in %s a message is no literal, so nobody can translate it", s.name)
	}
}

func (s scope) forwards() bool {
	_, ok := forwarders[s.name]
	if ok {
		s.forwarded[s.name] = true
	}
	return ok
}
