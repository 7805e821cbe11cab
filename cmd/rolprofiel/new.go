package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/form"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/profile"
	"rolprofiel/pkg/report"
	"rolprofiel/pkg/strictyaml"
	"rolprofiel/profiles"
)

type newOptions struct {
	title string
	from  string
	set   []string
	team  string
	roles []string
	writing
}

// askFor are the fields that a form asks for beside those that must be there, by
// kind, and what they usually hold.
func askFor(kind string) (also []string, usual map[string]string) {
	usual = map[string]string{}
	switch kind {
	case catalog.KindTeam:
		return []string{"about", "municipality", "employer.name", "contact.function", "in_place"}, usual
	case catalog.KindOpening:
		return []string{"title", "hours.min", "hours.max", "closes", "start", "contract.kind"}, map[string]string{"contract.kind": ""}
	case catalog.KindSource:
		return []string{"publisher", "date"}, usual
	case catalog.KindRole:
		usual["needs.weight"] = "grow"
	}
	usual["sources"] = catalog.Proposal
	return []string{"sources"}, usual
}

// newKinds are the kinds of which a file can be begun.
func newKinds() []string {
	var names []string
	for _, k := range catalog.Kinds() {
		if k.Dir != "" {
			names = append(names, k.Name)
		}
	}
	return names
}

func newNew(a *app) *cobra.Command {
	t := a.printer.Sprintf
	o := &newOptions{}
	cmd := &cobra.Command{
		Use:   "new " + t("KIND") + " ID",
		Short: t("Begin a definition of your own"),
		Long: t("Begin a definition in your workspace. On a terminal you are asked what it must\nhold; elsewhere say it with flags. What you leave open can be written later: the\nfile says so.\nThe kinds: %s.",
			strings.Join(newKinds(), ", ")),
		Example: "  rolprofiel new role dromer\n  rolprofiel new role voorlichter --from adviseur --title \"Ervaringsdeskundig voorlichter\"\n  rolprofiel new opening noord-2027 --team voorbeeld-buurtteam --role casuswerker",
		Args:    between(2, 2, t("the kind and an id")),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return newKinds(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error { return runNew(a, args[0], args[1], *o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.title, "title", "", t("its title, or the name of a team"))
	f.StringVar(&o.from, "from", "", t("begin with a copy of the definition with this id"))
	f.StringArrayVar(&o.set, "set", nil, t("one field and its value, as path=value; may be given more than once"))
	f.StringVar(&o.team, "team", "", t("of an opening: the team"))
	f.StringArrayVar(&o.roles, "role", nil, t("of an opening: a role, with its share of the hours as ROLE=60; may be given more than once"))
	o.writing.flags(a, cmd)
	must(cmd.RegisterFlagCompletionFunc("team", completeIDs(a, catalog.KindTeam)))
	must(cmd.RegisterFlagCompletionFunc("role", completeIDs(a, catalog.KindRole)))
	return cmd
}

// beginning is one run of the verb new.
type beginning struct {
	*session
	newOptions
	kind *catalog.Kind
	id   string
}

func runNew(a *app, word, id string, o newOptions) error {
	if a.workspace == "" {
		return misuse("there is no workspace here to begin something in").withHint("make one first: %s", "rolprofiel init")
	}
	k := catalog.KindNamed(word)
	switch {
	case k == nil || k.Dir == "":
		return misuse("there is no kind %q", word).withHint("choose from: %s", strings.Join(newKinds(), ", "))
	case !strictyaml.IsID(id) || catalog.Reserved(id):
		good := strictyaml.Slug(id)
		if catalog.Reserved(good) {
			good += "-1"
		}
		return misuse("%q cannot be an id", id).withHint("use small letters, digits and dashes, such as %s", good)
	case k.Name != catalog.KindOpening && (o.team != "" || len(o.roles) > 0):
		return misuse("--%s goes with an opening", "team").withHint("see: %s --help", "rolprofiel new")
	}
	s, err := a.open(catalog.Dutch)
	if err != nil {
		return err
	}
	if s.lib.Has(k.Name, id) {
		return misuse("there is a %s %q already", catalog.KindWord(k.Name), id).withHint("choose another id, or change it: %s", "rolprofiel copy "+k.Name+"/"+id)
	}
	b := &beginning{s, o, k, id}
	given, err := b.given()
	if err != nil {
		return err
	}
	data, err := b.contents(given)
	if err != nil {
		return err
	}
	return b.write(data)
}

// given are the answers that flags give, by path.
func (b *beginning) given() (map[string]string, error) {
	given := map[string]string{}
	if b.title != "" {
		given[b.titleKey()] = b.title
	}
	if b.team != "" {
		given["team"] = b.team
	}
	for i, r := range b.roles {
		share, err := parseShare(r)
		if err != nil {
			return nil, err
		}
		at := "roles[" + strconv.Itoa(i) + "]"
		given[at+".role"] = share.Role
		if share.Share > 0 {
			given[at+".share"] = strconv.FormatFloat(share.Share, 'f', -1, 64)
		}
	}
	if len(b.roles) > 0 {
		given["roles["+strconv.Itoa(len(b.roles))+"].role"] = "" // no more of them
	}
	for _, s := range b.set {
		path, value, ok := strings.Cut(s, "=")
		if !ok || path == "" {
			return nil, misuse("%q is not a path and a value", s).withHint("write it like this: --set pay.scale=8")
		}
		given[path] = value
	}
	return given, nil
}

// titleKey is the field that a definition of this kind is called by.
func (b *beginning) titleKey() string {
	if strictyaml.Lookup(b.kind.Fields(), "title") == nil {
		return "name"
	}
	return "title"
}

// contents is the new file, from a copy, a form or flags.
func (b *beginning) contents(given map[string]string) ([]byte, error) {
	if b.from != "" {
		return b.copied(given)
	}
	also, usual := askFor(b.kind.Name)
	if title := b.usualTitle(); title != "" {
		usual[b.titleKey()] = title
	}
	if b.kind.Name == catalog.KindRole {
		usual["short"] = strings.ReplaceAll(b.id, "-", " ")
	}
	f := &form.Form{
		Fields: b.kind.Fields(), Also: also, Usual: usual, Given: given, Lang: b.printer.Lang(),
		ToDo: catalog.StillToWrite, Options: b.lib.Referable,
	}
	if err := b.vet(f, given); err != nil {
		return nil, err
	}
	if b.inIsTerminal {
		return b.ask(f)
	}
	f.Lang = catalog.Dutch // what is left open is written into a Dutch file
	var answers []form.Answer
	for {
		q, more := f.Next(answers)
		if !more {
			return b.tidied(f.Write(answers))
		}
		answers = append(answers, form.Answer{Path: q.Path})
	}
}

// usualTitle makes a title of the id, for whoever gives none.
func (b *beginning) usualTitle() string {
	words := strings.ReplaceAll(b.id, "-", " ")
	switch b.kind.Name {
	case catalog.KindRole:
		return "Ervaringsdeskundig " + words
	case catalog.KindOpening:
		return ""
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// vet refuses what flags give and a file of this kind cannot hold.
func (b *beginning) vet(f *form.Form, given map[string]string) error {
	asking := *f
	asking.Given = nil
	for path := range given {
		asking.Also = append(asking.Also, form.Plain(path))
	}
	left := maps.Clone(given)
	var answers []form.Answer
	for q, more := asking.Next(nil); more; q, more = asking.Next(answers) {
		text := given[q.Path]
		if text != "" {
			for _, d := range f.Wrong(q, text) {
				bad := misuse("%s cannot be used like this: %s", q.Path, d.Message)
				bad.hint = d.Hint
				return bad
			}
		}
		delete(left, q.Path)
		answers = append(answers, form.Answer{Path: q.Path, Text: text})
	}
	if len(left) > 0 {
		return misuse("a %s has no field %q", catalog.KindWord(b.kind.Name), slices.Min(slices.Collect(maps.Keys(left)))).withHint("see: %s", "rolprofiel schema "+b.kind.Name)
	}
	return nil
}

// copied is another definition of the kind under another title.
func (b *beginning) copied(given map[string]string) ([]byte, error) {
	if !b.lib.Has(b.kind.Name, b.from) {
		return nil, b.unknown(b.kind.Name, b.from)
	}
	stack, err := b.stack("profiles", profiles.FS)
	if err != nil {
		return nil, err
	}
	file, err := stack.Read(b.kind.Path(b.from))
	if err != nil {
		return nil, err
	}
	parsed, list := strictyaml.Decode(file, b.kind.Fields(), nil)
	if list.Failed() {
		return nil, b.stopOn(list, diag.Error)
	}
	if _, said := given[b.titleKey()]; !said && b.usualTitle() != "" {
		given[b.titleKey()] = b.usualTitle()
	}
	var edits []diag.Edit
	for path, value := range given {
		if !parsed.Places.Has(path) {
			return nil, misuse("%s says nothing at %q, so there is nothing to replace", b.kind.Name+"/"+b.from, path).
				withHint("see: %s", "rolprofiel show "+b.kind.Name+"/"+b.from)
		}
		edits = append(edits, diag.Edit{Place: parsed.Places.At(path), Text: strictyaml.Scalar(value)})
	}
	data, err := strictyaml.Patch(file.Data, edits)
	if err != nil {
		return nil, err
	}
	return b.tidied(data)
}

func (b *beginning) tidied(data []byte) ([]byte, error) {
	out, list, err := strictyaml.Format(&layer.File{Name: b.file(), Data: data}, b.kind.Fields())
	if err != nil {
		return nil, err
	}
	if list.Failed() {
		return nil, b.stopOn(list, diag.Error)
	}
	return out, nil
}

// file is where the new definition comes, as the user would type it.
func (b *beginning) file() string { return b.shower("profiles")(b.kind.Path(b.id)) }

// tried is what check would say of the file, were it there.
func (b *beginning) tried(data []byte) (diag.List, error) {
	dir, err := os.MkdirTemp("", "rolprofiel-")
	if err != nil {
		return nil, fmt.Errorf("make folder: %w", err)
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, filepath.FromSlash(b.kind.Path(b.id)))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return nil, fmt.Errorf("make folder: %w", err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		return nil, fmt.Errorf("write: %w", err)
	}
	below, err := b.stack("profiles", profiles.FS)
	if err != nil {
		return nil, err
	}
	stack := append(layer.Stack{{Name: workspaceLayer, Show: b.shower("profiles"), FS: os.DirFS(dir)}}, below...)
	return catalog.Check(func(lang string) *catalog.Library { return catalog.Open(stack, lang) },
		[]string{catalog.Dutch}, func(file string) bool { return file == b.file() })
}

// write puts the file in the workspace when check has nothing against it.
func (b *beginning) write(data []byte) error {
	list, err := b.tried(data)
	if err != nil {
		return err
	}
	if list.Worst() >= diag.Warning {
		b.say("%s was not written, for this reason:", b.file())
		return b.stopOn(list, diag.Warning)
	}
	err = b.tree(b.workspace, func(t *layer.Tree) error {
		outcome, err := t.Write("profiles/"+b.kind.Path(b.id), data)
		if err != nil {
			return err
		}
		return b.told(b.file(), outcome, b.writing)
	})
	if err != nil || b.dryRun || b.quiet {
		return err
	}
	if n := len(list); n > 0 {
		b.say("still to write: %s; rolprofiel check names them", count(n, "%d text", "%d texts"))
	}
	if err := b.rebind(); err != nil {
		return err
	}
	if b.kind.Name == catalog.KindOpening {
		return b.sayMissing()
	}
	return nil
}

// rebind renews the schemas of a workspace that has them, so that an editor knows
// the new id.
func (b *beginning) rebind() error {
	if !exists(filepath.Join(b.workspace, filepath.FromSlash(schemaFolder))) {
		return nil
	}
	return runBind(b.app, writing{quiet: true})
}

// sayMissing tells what a vacancy text of the new opening cannot say yet.
func (b *beginning) sayMissing() error {
	s, err := b.app.open(catalog.Dutch)
	if err != nil {
		return err
	}
	k, list, ok := s.docs.Kind("vacancy")
	if !ok || list.Failed() {
		return nil // a template of the user's own, which check tells about
	}
	p, list := profile.Compose(s.lib, profile.Choice{Opening: b.id})
	if list.Failed() {
		return nil // likewise
	}
	date, err := b.today("")
	if err != nil {
		return err
	}
	doc, _ := s.docs.Render(document.Request{Kind: k, Profile: p, Library: s.lib, Date: date})
	if doc == nil || len(doc.Missing) == 0 {
		return nil
	}
	b.say("the vacancy text still misses:")
	for _, m := range doc.Missing {
		fmt.Fprintf(b.err, "  - %s (%s)\n", report.Clean(m.Title), m.Path)
	}
	b.say("look at it with: %s", "rolprofiel render vacature --opening "+b.id)
	return nil
}
