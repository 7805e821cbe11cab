package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/strictyaml"
)

// Languages of definitions: the one they are written in, and those they are
// translated to.
const (
	Dutch   = "nl"
	English = "en"
)

// Base is what is known of a definition beside its value.
type Base struct {
	Kind   *Kind
	ID     string
	File   diag.Place // the file, no line
	Parsed *strictyaml.Parsed
	Said   diag.List // what reading it found wrong
	lang   string
	moved  map[string]diag.Place // texts that were translated -> place of the translation
}

// Facts makes every Definition an Entry.
func (b *Base) Facts() *Base { return b }

// At is the place of the text or value at a field path: in the translation when
// the text comes from there.
func (b *Base) At(path string) diag.Place {
	if at, ok := b.moved[path]; ok {
		return at
	}
	return b.Parsed.Places.At(path)
}

// Lang is the language of the text at path.
func (b *Base) Lang(path string) string {
	if b.lang == Dutch {
		return Dutch
	}
	if _, ok := b.moved[path]; ok {
		return b.lang
	}
	return Dutch
}

// Origin says where the text at path comes from and what it leans on: its own
// sources, or those of the file.
func (b *Base) Origin(path string, own, ofFile []string) diag.Origin {
	sources := own
	if len(sources) == 0 {
		sources = ofFile
	}
	o := diag.Origin{Place: b.At(path), Path: path, Sources: sources}
	if lang := b.Lang(path); lang != b.lang {
		o.Lang = lang
	}
	return o
}

// Passages are all texts of the definition in the language it was loaded in.
func (b *Base) Passages() []diag.Passage {
	passages := make([]diag.Passage, 0, len(b.Parsed.Texts))
	for _, t := range b.Parsed.Texts {
		passages = append(passages, diag.Passage{Text: *t.Value, Lang: b.Lang(t.Path), Path: t.Path, Place: b.At(t.Path)})
	}
	return passages
}

// Definition is one file as loaded: its value, and all that is known about it.
type Definition[T any] struct {
	Base
	Value T
}

// Any returns a pointer to the value.
func (d *Definition[T]) Any() any { return &d.Value }

// Library loads definitions by need and remembers them. Safe for use by several
// goroutines.
type Library struct {
	stack layer.Stack
	lang  string
	whole bool // everything will be read, so nothing is read in part

	mu    sync.Mutex
	kinds []Kind
	table map[string][]strictyaml.Field // of a kind, or of some keys of it
	cells map[string]*cell
	ids   map[string]*names
	diags diag.List
	errs  []error

	unread map[string]diag.Diagnostic // of a kind/id: why there is a file and no definition
}

type cell struct {
	once sync.Once
	def  Entry
}

type names struct {
	once sync.Once
	ids  []string
	set  map[string]int // the layer that each lies in
}

// Open makes a Library over a stack rooted at the folder of definitions. It reads
// nothing yet.
func Open(stack layer.Stack, lang string) *Library {
	kinds := Kinds()
	for i := range kinds {
		kinds[i].Fields = sync.OnceValue(kinds[i].Fields) // a definition asks for them each time it is used
	}
	return &Library{stack: stack, lang: lang, kinds: kinds, table: map[string][]strictyaml.Field{}, cells: map[string]*cell{}, ids: map[string]*names{}, unread: map[string]diag.Diagnostic{}}
}

// Lang is the language in which texts are loaded.
func (l *Library) Lang() string { return l.lang }

// Take returns what all loading since the last Take found wrong, and every failure
// of the machine.
func (l *Library) Take() (diag.List, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	list, err := l.diags, errors.Join(l.errs...)
	l.diags, l.errs = nil, nil
	return list.Sort(), err
}

func (l *Library) say(list ...diag.Diagnostic) {
	if len(list) == 0 {
		return
	}
	l.mu.Lock()
	l.diags = append(l.diags, list...)
	l.mu.Unlock()
}

// fail keeps why something could not be read: a diagnostic when whoever put it
// there can mend it, otherwise a failure of the machine, which is told once.
func (l *Library) fail(err error) {
	if unread, ok := strictyaml.Unread(err); ok {
		l.say(unread)
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if !slices.ContainsFunc(l.errs, func(e error) bool { return e.Error() == err.Error() }) {
		l.errs = append(l.errs, err)
	}
}

// Role loads a role; ok is false when there is none with this id. What is wrong
// with it goes to Take. So for the other kinds.
func (l *Library) Role(id string) (*Definition[Role], bool) { return load[Role](l, KindRole, id) }

// Competency loads a competency.
func (l *Library) Competency(id string) (*Definition[Competency], bool) {
	return load[Competency](l, KindCompetency, id)
}

// Brief loads of a competency only what a profile says of it: its title, its
// definition and its levels. The rest is neither read nor checked.
func (l *Library) Brief(id string) (*Definition[Competency], bool) {
	if l.whole {
		return l.Competency(id)
	}
	return load[Competency](l, KindCompetency, id, "title", "domain", "definition", "levels", "sources")
}

// Scale loads the scale of levels.
func (l *Library) Scale() (*Definition[Scale], bool) { return load[Scale](l, KindScale, ScaleID) }

// Source loads a report.
func (l *Library) Source(id string) (*Definition[Source], bool) {
	return load[Source](l, KindSource, id)
}

// Precondition loads a precondition.
func (l *Library) Precondition(id string) (*Definition[Precondition], bool) {
	return load[Precondition](l, KindPrecondition, id)
}

// Stance loads a stance.
func (l *Library) Stance(id string) (*Definition[Stance], bool) {
	return load[Stance](l, KindStance, id)
}

// Team loads a team.
func (l *Library) Team(id string) (*Definition[Team], bool) { return load[Team](l, KindTeam, id) }

// Opening loads an opening.
func (l *Library) Opening(id string) (*Definition[Opening], bool) {
	return load[Opening](l, KindOpening, id)
}

// Entry loads a definition of any kind.
func (l *Library) Entry(k *Kind, id string) (Entry, bool) { return k.open(l, id) }

// Absent says why there is no definition of this kind with this id: its file cannot
// be read, or there is none.
func (l *Library) Absent(kind, id string) diag.Diagnostic {
	l.mu.Lock()
	unread, ok := l.unread[kind+"/"+id]
	l.mu.Unlock()
	if ok {
		return unread
	}
	return UnknownReference(l, diag.Place{}, "", kind, id)
}

// Forget drops a definition that will not be asked for again, so that a stream of
// thousands does not stay in memory.
func (l *Library) Forget(kind, id string) {
	l.mu.Lock()
	delete(l.cells, kind+"/"+id)
	l.mu.Unlock()
}

// Heading finds one heading of one report.
func (l *Library) Heading(ref string) (*Definition[Source], *Heading, bool) {
	report, id, _ := strings.Cut(ref, "#")
	src, ok := l.Source(report)
	if !ok {
		return nil, nil, false
	}
	for i := range src.Value.Headings {
		if src.Value.Headings[i].ID == id {
			return src, &src.Value.Headings[i], true
		}
	}
	return src, nil, false
}

// IDs lists the ids of all definitions of a kind, by name.
func (l *Library) IDs(kind string) []string { return l.named(kind).ids }

// Has reports whether there is a definition of this kind with this id.
func (l *Library) Has(kind, id string) bool {
	_, ok := l.named(kind).set[id]
	return ok
}

func (l *Library) named(kind string) *names {
	l.mu.Lock()
	n := l.ids[kind]
	if n == nil {
		n = &names{}
		l.ids[kind] = n
	}
	l.mu.Unlock()
	n.once.Do(func() { n.ids, n.set = l.readNames(kind) })
	return n
}

func (l *Library) readNames(kind string) ([]string, map[string]int) {
	set := map[string]int{}
	k := l.kind(kind)
	if k == nil {
		return nil, set
	}
	if k.Dir == "" {
		if i := l.stack.Find(k.Path(ScaleID)); i >= 0 {
			set[ScaleID] = i
			return []string{ScaleID}, set
		}
		return nil, set
	}
	entries, err := l.stack.List(k.Dir)
	if err != nil {
		l.fail(err)
		return nil, set
	}
	var ids []string
	for _, e := range entries {
		if id, ok := strings.CutSuffix(e.Name, ".yaml"); ok && !e.Dir && strictyaml.IsID(id) {
			ids = append(ids, id)
			set[id] = e.Layer
		}
	}
	return ids, set
}

func opener[T any](kind string) func(*Library, string) (Entry, bool) {
	return func(l *Library, id string) (Entry, bool) {
		d, ok := load[T](l, kind, id)
		if !ok {
			return nil, false
		}
		return d, true
	}
}

// load reads a definition, or only some keys of it.
func load[T any](l *Library, kind, id string, keys ...string) (*Definition[T], bool) {
	key := kind + "/" + id
	if keys != nil {
		key += " in brief"
	}
	l.mu.Lock()
	c := l.cells[key]
	if c == nil {
		c = &cell{}
		l.cells[key] = c
	}
	l.mu.Unlock()
	c.once.Do(func() {
		if d := read[T](l, l.kind(kind), id, keys); d != nil {
			c.def = d
		}
	})
	d, ok := c.def.(*Definition[T])
	return d, ok
}

// kind is KindNamed without making all kinds anew.
func (l *Library) kind(name string) *Kind {
	for i := range l.kinds {
		if l.kinds[i].Name == name {
			return &l.kinds[i]
		}
	}
	return nil
}

// fields is the table of a kind, or of some keys of it, made once.
func (l *Library) fields(k *Kind, keys []string) []strictyaml.Field {
	name := k.Name + " " + strings.Join(keys, " ")
	l.mu.Lock()
	defer l.mu.Unlock()
	fields, ok := l.table[name]
	if !ok {
		fields = k.Fields()
		if keys != nil {
			fields = slices.DeleteFunc(slices.Clone(fields), func(f strictyaml.Field) bool { return !slices.Contains(keys, f.Key) })
		}
		l.table[name] = fields
	}
	return fields
}

// read loads the uppermost file of a definition and puts translations over it.
func read[T any](l *Library, k *Kind, id string, keys []string) *Definition[T] {
	if !strictyaml.IsID(id) {
		return nil
	}
	file, err := l.stack.Read(k.Path(id))
	if err != nil {
		if unread, ok := strictyaml.Unread(err); ok {
			l.mu.Lock()
			l.unread[k.Name+"/"+id] = unread
			l.mu.Unlock()
		}
		if !errors.Is(err, fs.ErrNotExist) {
			l.fail(err)
		}
		return nil
	}
	d := &Definition[T]{}
	fields := l.fields(k, keys)
	if keys != nil {
		file = strictyaml.Select(file, keys...)
	}
	parsed, list := strictyaml.Decode(file, fields, &d.Value)
	d.Base = Base{Kind: k, ID: id, File: diag.Place{File: file.Name, Layer: file.Layer}, Parsed: parsed, lang: l.lang}
	d.Said = list
	if l.lang != Dutch {
		d.Said = append(d.Said, d.translate(l, fields, keys)...)
	}
	l.say(d.Said...)
	return d
}

// Fingerprint is the short hash by which a translation or a review knows the text
// it belongs to. Line breaks do not count.
func Fingerprint(text string) string {
	sum := sha256.Sum256([]byte(strictyaml.Fold(text)))
	return hex.EncodeToString(sum[:3])
}

// WhichLayer names the layer that serves a definition, and its file.
func (l *Library) WhichLayer(k *Kind, id string) (layerName, file string) {
	i, ok := l.named(k.Name).set[id]
	if !ok {
		return "", ""
	}
	return l.stack[i].Name, l.stack[i].Display(k.Path(id))
}

// Overlaid returns b with values for one run laid over it: each lies where over
// says. It shares everything else with b.
func (b *Base) Overlaid(over map[string]*strictyaml.Parsed) Base {
	changed := *b
	parsed := *b.Parsed
	places := make(map[string]diag.Place, len(over)+len(b.moved))
	for path, at := range b.moved {
		places[path] = at
	}
	for path, p := range over {
		if p.Places.Has(path) {
			places[path] = p.Places.At(path)
		}
	}
	parsed.Places = parsed.Places.With(places)
	changed.Parsed, changed.moved = &parsed, places
	return changed
}
