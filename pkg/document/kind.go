package document

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/strictyaml"
)

// CodeTemplate is the code of every problem in a template.
const CodeTemplate diag.Code = "template-error"

const ending = ".md.tmpl"

// Kind is one kind of document: a template file a language, with front matter.
type Kind struct {
	Name     string   `yaml:"-"`
	Title    string   `yaml:"title"`
	About    string   `yaml:"about"`
	Alias    string   `yaml:"alias"`
	Reader   string   `yaml:"reader"`
	Needs    []string `yaml:"needs"`    // role, team, opening: what it takes to be worth exporting
	Asks     []string `yaml:"asks"`     // field paths of the opening, or team.path; a|b when either will do
	Promises []string `yaml:"promises"` // preconditions that it has to name

	file  *layer.File
	body  string // front matter blanked, so that lines keep their numbers
	front strictyaml.Places
	Place diag.Place `yaml:"-"`
}

func kindFields() []strictyaml.Field {
	w := func(nl, en string) strictyaml.Words { return strictyaml.Words{NL: nl, EN: en} }
	return []strictyaml.Field{
		{Key: "title", Type: strictyaml.Line, Required: true, Title: w("titel", "title"), About: w("De naam van het document.", "The name of the document.")},
		{Key: "about", Type: strictyaml.Text, Required: true, Title: w("over", "about"), About: w("Waar het document voor is.", "What the document is for.")},
		{Key: "alias", Type: strictyaml.Plain, Title: w("tweede naam", "alias"), About: w("De Nederlandse naam op de opdrachtregel.", "The Dutch name on the command line.")},
		{Key: "reader", Type: strictyaml.Line, Title: w("lezer", "reader"), About: w("Voor wie het document is.", "Whom the document is for.")},
		{
			Key: "needs", Type: strictyaml.List, Of: strictyaml.Choice, Title: w("nodig", "needs"), About: w("Wat er gekozen moet zijn.", "What has to be chosen."),
			Choices: []strictyaml.Option{{Value: "role", Words: w("rol", "role")}, {Value: "team", Words: w("team", "team")}, {Value: "opening", Words: w("vacature", "opening")}},
		},
		{Key: "asks", Type: strictyaml.List, Of: strictyaml.Plain, Title: w("vraagt", "asks"), About: w("De velden die ingevuld moeten zijn.", "The fields that must be filled in.")},
		{Key: "promises", Type: strictyaml.List, Of: strictyaml.Plain, Title: w("toezeggingen", "promises"), About: w("De randvoorwaarden die het document noemt.", "The preconditions that the document names.")},
	}
}

// Set is the templates of one language, read by need. One goroutine at a time may
// use it: it keeps counters and caches for the document at hand.
type Set struct {
	stack  layer.Stack
	lang   string
	kinds  map[string]*Kind
	parsed map[string]*program
	peeked bool // a function looked into a stand-in
	words  map[string]string
	reader *reader
	err    error
}

// Open makes a Set over a stack that holds a folder of templates per language. It
// reads nothing yet.
func Open(stack layer.Stack, lang string) *Set {
	return &Set{stack: stack, lang: lang, kinds: map[string]*Kind{}, parsed: map[string]*program{}, words: map[string]string{}, reader: newReader()}
}

// Err is the first failure of the machine, if there was one.
func (s *Set) Err() error { return s.err }

// Names lists the names of all kinds of document.
func (s *Set) Names() []string {
	entries, err := s.stack.List(s.lang)
	if err != nil {
		s.fail(err)
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name, ending); ok && !strings.HasPrefix(name, "_") && !e.Dir {
			names = append(names, name)
		}
	}
	return names
}

// Aliases maps every Dutch alias to its name.
func (s *Set) Aliases() map[string]string {
	aliases := map[string]string{}
	dutch := s
	if s.lang != "nl" {
		dutch = Open(s.stack, "nl")
	}
	for _, name := range dutch.Names() {
		if k, _, ok := dutch.Kind(name); ok && k.Alias != "" {
			aliases[k.Alias] = name
		}
	}
	return aliases
}

// Kind finds a kind by its name.
func (s *Set) Kind(name string) (*Kind, diag.List, bool) {
	if k, ok := s.kinds[name]; ok {
		return k, nil, true
	}
	if !strictyaml.IsID(name) {
		return nil, nil, false
	}
	file, err := s.stack.Read(s.lang + "/" + name + ending)
	if unread, ok := strictyaml.Unread(err); ok {
		return &Kind{Name: name}, diag.List{unread}, true
	}
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			s.fail(err)
		}
		return nil, nil, false
	}
	if list := strictyaml.VetText(file); list.Failed() {
		return &Kind{Name: name}, list, true
	}
	k := &Kind{Name: name, file: file, Place: diag.Place{File: file.Name, Layer: file.Layer}}
	head, body := cutFrontMatter(file.Data)
	if head == nil {
		at := k.Place
		at.Line, at.Column, at.EndLine, at.EndColumn = 1, 1, 1, 2
		return k, diag.List{diag.New(CodeTemplate, diag.Error, at, "", "this template does not begin with a block between two lines of ---").
			WithHint("begin it with a line ---, then title: and about:, and again a line ---")}, true
	}
	parsed, list := strictyaml.Decode(&layer.File{Path: file.Path, Name: file.Name, Layer: file.Layer, Data: head}, kindFields(), k)
	k.body, k.front = body, parsed.Places
	if !list.Failed() {
		s.kinds[name] = k
	}
	return k, list, true
}

// Resolve finds a kind by its name or its Dutch alias.
func (s *Set) Resolve(word string) (*Kind, diag.List, bool) {
	if k, list, ok := s.Kind(word); ok {
		return k, list, true
	}
	if name, ok := s.Aliases()[word]; ok {
		return s.Kind(name)
	}
	return nil, nil, false
}

// Suits reports whether the things chosen are what the kind is made for.
func (k *Kind) Suits(chosen ...string) bool {
	for _, need := range k.Needs {
		if !slices.Contains(chosen, need) {
			return false
		}
	}
	return true
}

func (s *Set) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// cutFrontMatter parts a template into its front matter and its body. Each keeps
// the line numbers of the whole: the lines of the other are blank.
func cutFrontMatter(data []byte) (head []byte, body string) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	rest, ok := strings.CutPrefix(text, "---\n")
	end := strings.Index(rest, "\n---\n")
	if !ok || end < 0 {
		return nil, text
	}
	front := rest[:end+1]
	return []byte("\n" + front), strings.Repeat("\n", strings.Count(front, "\n")+2) + rest[end+len("\n---\n"):]
}

// Check reads every template of the language and says what is wrong with it, as
// far as that shows without rendering it.
func (s *Set) Check() diag.List {
	list := s.strays()
	for _, name := range s.Names() {
		k, said, ok := s.Kind(name)
		list = append(list, said...)
		if ok && !said.Failed() {
			_, said := s.compile(k, false)
			list = append(list, said...)
		}
	}
	return list.Sort()
}

// strays are the files among the templates that nothing reads.
func (s *Set) strays() diag.List {
	var list diag.List
	for _, dir := range []string{".", s.lang} {
		entries, err := s.stack.List(dir)
		if err != nil {
			s.fail(err)
			continue
		}
		for _, e := range entries {
			name, isTemplate := strings.CutSuffix(e.Name, ending)
			if strings.HasPrefix(e.Name, ".") || strings.HasSuffix(e.Name, ".go") || e.Name == "README.md" || dir == "." && e.Dir || dir != "." && isTemplate && (strictyaml.IsID(name) || name == shared) {
				continue
			}
			at := diag.Place{File: s.stack[e.Layer].Display(e.Path), Layer: s.stack[e.Layer].Name}
			list = append(list, diag.New(catalog.CodeStrayFile, diag.Warning, at, "", "this file is not read here").
				WithHint("a template is called %s and lies in a folder per language", "nl/vacancy"+ending))
		}
	}
	return list
}
