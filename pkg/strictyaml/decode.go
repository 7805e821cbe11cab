package strictyaml

import (
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/layer"
)

// Parsed is all that is known of a file beside its value.
type Parsed struct {
	Places Places
	Texts  []TextRef         // every Text and Line, in file order
	Refs   []RefValue        // every Ref
	Plain  map[string]string // every scalar by path, only when there was no value to fill
}

// TextRef is one text for people and where its value lives.
type TextRef struct {
	Path  string
	Value *string
	Field *Field
}

// RefValue is one reference to something of kind Kind.
type RefValue struct {
	Path, Kind, Value string
}

// Decode reads file against fields and fills into, a pointer to a struct whose
// `yaml` tags are the keys of fields; into may be nil. What is wrong is left out
// of the value and told in the list.
func Decode(file *layer.File, fields []Field, into any) (*Parsed, diag.List) {
	s := newSource(file)
	d := &decoder{source: s, out: &Parsed{Places: s.Places}, ids: map[string]pos{}}
	root, list := s.parse()
	if root == nil {
		return d.out, list
	}
	v := reflect.Value{}
	if into != nil {
		v = reflect.ValueOf(into).Elem()
	} else {
		d.out.Plain = map[string]string{}
	}
	if root.Kind != yaml.MappingNode {
		d.wrongType(root, "", &Field{Type: Object})
		return d.out, d.list
	}
	d.at[""] = pos{1, 1, 1, 1}
	d.object(root, fields, v, "")
	return d.out, d.list
}

// Unread turns the error of a file that was left unread into a diagnostic, when
// whoever put it there can mend it; ok is false when the machine is to blame.
func Unread(err error) (d diag.Diagnostic, ok bool) {
	var large *layer.TooLargeError
	if errors.As(err, &large) {
		return diag.New(CodeTooLarge, diag.Error, diag.Place{File: large.Name}, "",
			"this file is %d KB; more than %d KB is not read", (large.Size+1023)>>10, layer.MaxSize>>10).
			WithHint("a definition is a few pages of text; is this the right file?"), true
	}
	var none *layer.NoFileError
	if !errors.As(err, &none) {
		return d, false
	}
	at := diag.Place{File: none.Name}
	switch none.Is {
	case layer.OddFolder:
		d = diag.New(CodeStrayFile, diag.Error, at, "", "a file belongs here, and this is a folder")
	case layer.OddDevice:
		d = diag.New(CodeStrayFile, diag.Error, at, "", "a file belongs here, and this is a pipe or a device")
	case layer.OddNowhere:
		d = diag.New(CodeStrayFile, diag.Error, at, "", "this is a link to something that is not there")
	case layer.OddCircle:
		d = diag.New(CodeStrayFile, diag.Error, at, "", "this is a link that leads back to itself")
	default:
		return diag.New(CodeStrayFile, diag.Error, at, "", "this is a link that leads out of the workspace").
			WithHint("put the file itself here: nothing outside the workspace is read"), true
	}
	return d.WithHint("put the file itself here, or take this away"), true
}

type decoder struct {
	*source
	out  *Parsed
	list diag.List
	ids  map[string]pos // ids of items in this file
}

// maxSaid is how many problems of one file are told: as many as a report shows. A
// file with more is no definition at all.
const maxSaid = 1000

func (d *decoder) say(x diag.Diagnostic) {
	switch {
	case d.full():
		return
	case len(d.list) == maxSaid-1:
		x = diag.New(x.Code, x.Severity, x.Place, x.Path, "here and further on is more that is not right; it is told when what stands before is mended")
	}
	d.list = append(d.list, x)
}

// full reports whether enough has been said, so that reading on has no use.
func (d *decoder) full() bool { return len(d.list) >= maxSaid }

func (d *decoder) object(n *yaml.Node, fields []Field, v reflect.Value, path string) {
	var meant []string // keys that somebody probably meant to write
	before := keysIn(n.Content)
	var open []string // keys that can still be added, once somebody asks
	for i := 0; i+1 < len(n.Content) && !d.full(); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind != yaml.ScalarNode || key.Value == "<<" {
			d.notPlain(key, Join(path, key.Value))
			continue
		}
		if first := before(key.Value, i); first != nil {
			d.say(diag.New(CodeDuplicateKey, diag.Error, d.place(d.tokenOf(key)), Join(path, key.Value), "the key %q is here a second time", key.Value).
				WithRelated(d.place(d.tokenOf(first)), "here it stands first").
				WithHint("keep one of the two"))
			continue
		}
		f := Lookup(fields, key.Value)
		if f == nil {
			if open == nil {
				open = missing(fields, n)
			}
			meant = append(meant, d.unknownKey(key, open, path))
			continue
		}
		d.value(value, f, field(v, f.Key), Join(path, f.Key), d.tokenOf(key))
	}
	for i := range fields {
		if f := &fields[i]; f.Required && keyNode(n.Content, f.Key) == nil && !slices.Contains(meant, f.Key) {
			at := d.at[path]
			d.say(diag.New(CodeMissingField, diag.Error, d.place(at), Join(path, f.Key), "the key %q is missing here", f.Key).
				WithHint("add a line %s", exampleLine(f)))
		}
	}
}

// manyKeys is from how many keys on a table of them is quicker than looking. No
// definition has as many; a wrong file may have 100,000.
const manyKeys = 64

// keysIn finds a key among the keys and values of a mapping, as far as they stand
// before index i.
func keysIn(content []*yaml.Node) func(key string, i int) *yaml.Node {
	if len(content) < 2*manyKeys {
		return func(key string, i int) *yaml.Node { return keyNode(content[:i], key) }
	}
	first := make(map[string]int, len(content)/2)
	for i := len(content) - 2; i >= 0; i -= 2 {
		first[content[i].Value] = i
	}
	return func(key string, i int) *yaml.Node {
		if at, ok := first[key]; ok && at < i {
			return content[at]
		}
		return nil
	}
}

// keyNode finds a key among the keys and values of a mapping.
func keyNode(content []*yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(content); i += 2 {
		if content[i].Value == key {
			return content[i]
		}
	}
	return nil
}

func exampleLine(f *Field) string {
	if f.Example == "" {
		return f.Key + ": …"
	}
	return f.Key + ": " + f.Example
}

// value checks one value against its field and stores it in v when v can hold it.
func (d *decoder) value(n *yaml.Node, f *Field, v reflect.Value, path string, key pos) {
	at := d.tokenOf(n)
	if n.Kind == yaml.MappingNode || n.Kind == yaml.SequenceNode {
		at = key
	}
	d.at[path] = at
	if n.Anchor != "" || n.Kind == yaml.AliasNode || n.Style&(yaml.FlowStyle|yaml.TaggedStyle) != 0 {
		d.notPlain(n, path)
		return
	}
	if n.Kind == yaml.ScalarNode && (n.Tag == "!!null" || strings.TrimSpace(n.Value) == "") {
		x := diag.New(CodeEmptyField, diag.Error, d.place(key), path, "the key %q has no value", f.Key).
			WithHint("write a value after the colon, or take the line away")
		if strings.HasSuffix(path, "]") {
			x = diag.New(CodeEmptyField, diag.Error, d.place(key), path, "an item of %q is empty", f.Key).
				WithHint("write something after the dash, or take the line away")
		}
		d.say(x)
		return
	}
	switch {
	case f.Type == Object && n.Kind == yaml.MappingNode:
		d.object(n, f.Fields, settled(v), path)
	case f.Type == List && n.Kind == yaml.SequenceNode:
		d.items(n, f, v, path)
	case f.Type != Object && f.Type != List && n.Kind == yaml.ScalarNode:
		d.scalar(n, f, v, path)
	default:
		d.wrongType(n, path, f)
	}
}

func (d *decoder) items(n *yaml.Node, f *Field, v reflect.Value, path string) {
	if v.IsValid() {
		v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	}
	name := naming(f.Fields)
	seen := map[string]pos{}
	for i, item := range n.Content {
		if d.full() {
			break
		}
		elem := reflect.Value{}
		if v.IsValid() {
			elem = v.Index(i)
		}
		if f.Of != Object {
			one := Field{Key: f.Key, Type: f.Of, Kind: f.Kind, Choices: f.Choices, Pattern: f.Pattern}
			d.value(item, &one, elem, index(path, strconv.Itoa(i)), d.tokenOf(item))
			continue
		}
		step := strconv.Itoa(i)
		if id := child(item, name); id != nil {
			step = id.Value
			d.unique(id, name, path, seen)
		}
		one := Field{Key: f.Key, Type: Object, Fields: f.Fields}
		d.value(item, &one, elem, index(path, step), d.tokenOf(item))
	}
}

// unique sees to it that no item is named twice: an ID not in the whole file, any
// other name not in its own list.
func (d *decoder) unique(n *yaml.Node, name *Field, path string, seen map[string]pos) {
	if name.Type == ID {
		seen = d.ids
	}
	at := d.tokenOf(n)
	if first, twice := seen[n.Value]; twice {
		d.say(diag.New(CodeDuplicateID, diag.Error, d.place(at), Join(index(path, n.Value), name.Key), "%q is used here a second time", n.Value).
			WithRelated(d.place(first), "here it is used first").
			WithHint("choose another one, so that each can be pointed at"))
		return
	}
	seen[n.Value] = at
}

func (d *decoder) scalar(n *yaml.Node, f *Field, v reflect.Value, path string) {
	tag := n.ShortTag()
	text := strings.TrimRight(n.Value, "\n") // of a block; nobody means it
	switch f.Type {
	case Text, Line, Plain, ID, Target, Ref, Choice:
		if tag != "!!str" && tag != "!!timestamp" && f.Type != Choice {
			at := d.place(d.tokenOf(n))
			d.say(diag.New(CodeWrongType, diag.Error, at, path, "expected %s, found %s", f.message(), found(n)).
				WithHint("put it between double quotes: %s", strconv.Quote(text)).
				WithFix(at, strconv.Quote(text), "put %s between double quotes", text))
			return
		}
		if f.Type == Text || f.Type == Line {
			text = d.prose(n)
			d.commentInText(n, path)
		}
		if !d.wellFormed(n, f, text, path) {
			return
		}
	case Bool:
		if tag != "!!bool" {
			d.wrongType(n, path, f)
			return
		}
	case Int, Number:
		if !d.numeric(n, f, path) {
			return
		}
	case Date, Moment:
		if _, err := ParseTime(f.Type, text); err != nil {
			d.say(diag.New(CodeWrongForm, diag.Error, d.place(d.tokenOf(n)), path, "expected %s, found %q", f.message(), text))
			return
		}
	}
	d.keep(n, f, v, path, text)
}

// commentInText warns that YAML took the end of a text for a comment.
func (d *decoder) commentInText(n *yaml.Node, path string) {
	if n.LineComment == "" || n.Style != 0 {
		return
	}
	at := d.tokenOf(n)
	line := d.lines[at.line-1]
	if from, ok := runeOffset(line, at.column-1); ok {
		if hash := strings.Index(line[from:], " #"); hash >= 0 {
			at.column += utf8.RuneCountInString(line[from:from+hash]) + 1
			at.endColumn = utf8.RuneCountInString(line) + 1
		}
	}
	d.say(diag.New(CodeCommentInText, diag.Warning, d.place(at), path, "what follows # is a comment and no part of the text").
		WithHint("put the whole text between double quotes, or the comment on a line of its own"))
}

// ParseTime reads a Date or a Moment.
func ParseTime(t Type, text string) (time.Time, error) {
	if t == Date {
		return time.Parse(time.DateOnly, text)
	}
	at, err := time.Parse("2006-01-02T15:04Z07:00", text)
	if err != nil {
		return time.Parse(time.RFC3339, text)
	}
	return at, nil
}

// Fold brings a text into the form in which it is compared and shown: a line
// break is a space, a blank line parts paragraphs ("\n\n"). Spaces that may not
// break stay what they are.
func Fold(text string) string {
	if !strings.ContainsAny(text, "\n\t\r") && !strings.Contains(text, "  ") {
		return strings.Trim(text, " ")
	}
	out := make([]byte, 0, len(text))
	lines, space := 0, false
	for i := range len(text) {
		switch c := text[i]; c {
		case '\n':
			lines++
		case ' ', '\t', '\r':
			space = true
		default:
			switch {
			case len(out) == 0:
			case lines > 1:
				out = append(out, "\n\n"...)
			case lines == 1 || space:
				out = append(out, ' ')
			}
			lines, space = 0, false
			out = append(out, c)
		}
	}
	return string(out)
}

// prose is the text of n folded as people see it in the file. Behind | a line break
// is a line break. Everywhere else YAML has folded the lines already, and a break
// that is left was a blank line.
func (s *source) prose(n *yaml.Node) string {
	text := n.Value
	if n.Style&yaml.LiteralStyle == 0 && strings.Contains(text, "\n") && !s.closesOnItsLine(n) {
		text = strings.ReplaceAll(text, "\n", "\n\n")
	}
	return Fold(text)
}

// closesOnItsLine reports whether n is a text between quotes on one line: then its
// line breaks are written as \n.
func (s *source) closesOnItsLine(n *yaml.Node) bool {
	if n.Style&yaml.DoubleQuotedStyle == 0 || n.Line < 1 || n.Line > len(s.lines) {
		return false
	}
	from, ok := runeOffset(s.lines[n.Line-1], n.Column-1)
	return ok && closed(s.lines[n.Line-1][from:])
}

func (d *decoder) keep(n *yaml.Node, f *Field, v reflect.Value, path, text string) {
	if d.out.Plain != nil {
		d.out.Plain[path] = text
	}
	switch f.Type {
	case Text, Line:
		value := new(string)
		if v.IsValid() {
			value = v.Addr().Interface().(*string)
		}
		*value = text
		d.out.Texts = append(d.out.Texts, TextRef{path, value, f})
		return
	case Ref:
		d.out.Refs = append(d.out.Refs, RefValue{path, f.Kind, text})
	}
	if !v.IsValid() {
		return
	}
	switch v = settled(v); v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Bool:
		v.SetBool(strings.EqualFold(text, "true"))
	case reflect.Int:
		i, _ := strconv.Atoi(text) // numeric has read it before
		v.SetInt(int64(i))
	case reflect.Float64:
		x, _ := strconv.ParseFloat(text, 64)
		v.SetFloat(x)
	}
}

// wellFormed checks what a string of this type may look like.
func (d *decoder) wellFormed(n *yaml.Node, f *Field, text, path string) bool {
	switch f.Type {
	case Line:
		if strings.Contains(text, "\n") {
			d.say(diag.New(CodeWrongForm, diag.Error, d.place(d.tokenOf(n)), path, "the value of %q must fit in one paragraph", f.Key))
			return false
		}
	case ID:
		if !IsID(text) {
			d.say(diag.New(CodeWrongForm, diag.Error, d.place(d.tokenOf(n)), path, "%q cannot be an id", text).
				WithHint("use small letters, digits and dashes, such as %s", Slug(text)))
			return false
		}
	case Choice:
		if slices.ContainsFunc(f.Choices, func(c Option) bool { return c.Value == text }) {
			return true
		}
		values := make([]string, len(f.Choices))
		for i, c := range f.Choices {
			values[i] = c.Value
		}
		x := WithSuggestion(diag.New(CodeUnknownValue, diag.Error, d.place(d.tokenOf(n)), path, "%q is not a value of %q", text, f.Key), text, values)
		if x.Hint.IsZero() {
			x = x.WithHint("choose from: %s", strings.Join(values, ", "))
		}
		d.say(x)
		return false
	case Plain:
		if f.Pattern != "" && !matches(f.Pattern, text) {
			d.say(diag.New(CodeWrongForm, diag.Error, d.place(d.tokenOf(n)), path, "%q does not have the form of %q", text, f.Key).
				WithHint("write it like this: %s", f.Example))
			return false
		}
	}
	return true
}

func (d *decoder) numeric(n *yaml.Node, f *Field, path string) bool {
	x, err := strconv.ParseFloat(n.Value, 64)
	tag := n.ShortTag()
	if err != nil || tag != "!!int" && (tag != "!!float" || f.Type == Int) {
		d.wrongType(n, path, f)
		return false
	}
	if (f.Min != 0 || f.Max != 0) && (x < f.Min || x > f.Max) {
		d.say(diag.New(CodeWrongForm, diag.Error, d.place(d.tokenOf(n)), path, "%s is not between %g and %g", n.Value, f.Min, f.Max))
		return false
	}
	return true
}

var patterns sync.Map // pattern -> *regexp.Regexp, compiled when first met

func matches(pattern, text string) bool {
	re, ok := patterns.Load(pattern)
	if !ok {
		re, _ = patterns.LoadOrStore(pattern, regexp.MustCompile(pattern))
	}
	return re.(*regexp.Regexp).MatchString(text)
}

// IsID reports whether s is written as an id: small ASCII letters and digits,
// parted by single dashes.
func IsID(s string) bool {
	if s == "" || s[0] == '-' || s[len(s)-1] == '-' || strings.Contains(s, "--") {
		return false
	}
	for i := range len(s) {
		if c := s[i]; c != '-' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// Slug makes an id of any text; "x" when nothing is left.
func Slug(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		if plain := strings.IndexRune("áàâäãéèêëíìîïóòôöõúùûüçñ", r); plain >= 0 {
			r = []rune("aaaaaeeeeiiiiooooouuuucn")[utf8.RuneCountInString("áàâäãéèêëíìîïóòôöõúùûüçñ"[:plain])]
		}
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	if s := strings.Trim(b.String(), "-"); s != "" {
		return s
	}
	return "x"
}

// field is Member for a value that may not be there.
func field(v reflect.Value, key string) reflect.Value {
	if !v.IsValid() {
		return v
	}
	return Member(v, key)
}

// Member is the field of a struct whose `yaml` tag is key; the zero Value when it
// has none.
func Member(v reflect.Value, key string) reflect.Value {
	i, ok := fieldIndex(v.Type())[key]
	if !ok {
		return reflect.Value{}
	}
	return v.Field(i)
}

var indexes sync.Map // reflect.Type -> map[string]int

func fieldIndex(t reflect.Type) map[string]int {
	if m, ok := indexes.Load(t); ok {
		return m.(map[string]int)
	}
	m := make(map[string]int, t.NumField())
	for i := range t.NumField() {
		m[t.Field(i).Tag.Get("yaml")] = i
	}
	indexes.Store(t, m)
	return m
}

// settled follows a pointer, making what it points at.
func settled(v reflect.Value) reflect.Value {
	if v.IsValid() && v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		return v.Elem()
	}
	return v
}

// Join adds a key to a path.
func Join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func index(path, step string) string { return path + "[" + step + "]" }

func child(n *yaml.Node, f *Field) *yaml.Node {
	if f == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == f.Key && n.Content[i+1].Kind == yaml.ScalarNode {
			return n.Content[i+1]
		}
	}
	return nil
}
