package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/spf13/cobra"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/schema"
	"rolprofiel/pkg/strictyaml"
)

// settingsKind is the word for the settings file, which is no definition.
const settingsKind = "settings"

// schemaFolder is where the schemas lie to which editors are bound.
const schemaFolder = ".rolprofiel/schema"

type schemaOptions struct {
	translation bool
	workspace   bool
	bind        bool
	writing
}

func newSchema(a *app) *cobra.Command {
	t := a.printer.Sprintf
	o := &schemaOptions{}
	cmd := &cobra.Command{
		Use:       "schema " + t("KIND"),
		Short:     t("Show what a kind of file may hold, as a JSON Schema for an editor"),
		Long:      t("Show the JSON Schema of one kind of file. An editor that knows it explains every\nkey and completes what you type. With --bind it is put where VS Code and the\neditors of JetBrains find it; do that again after you added a definition.\nThe kinds: %s.", strings.Join(schemaKinds(), ", ")),
		Example:   "  rolprofiel schema role\n  rolprofiel schema team --workspace\n  rolprofiel schema --bind",
		Args:      between(0, 1, t("which kind")),
		ValidArgs: schemaKinds(),
		RunE: func(_ *cobra.Command, args []string) error {
			if o.bind {
				if len(args) > 0 || o.translation || o.workspace {
					return misuse("--%s stands alone", "bind")
				}
				return runBind(a, o.writing)
			}
			if len(args) == 0 {
				return misuse("%s needs to know more: %s", "rolprofiel schema", t("which kind")).withHint("choose from: %s", strings.Join(schemaKinds(), ", "))
			}
			return runSchema(a, args[0], *o)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&o.translation, "translation", false, t("of the translation of such a file"))
	f.BoolVar(&o.workspace, "workspace", false, t("with the ids that exist"))
	f.BoolVar(&o.bind, "bind", false, t("bind VS Code and JetBrains to the schemas of this workspace"))
	o.writing.flags(a, cmd)
	return cmd
}

func schemaKinds() []string {
	var names []string
	for _, k := range catalog.Kinds() {
		names = append(names, k.Name)
	}
	return append(names, settingsKind)
}

func runSchema(a *app, word string, o schemaOptions) error {
	b := binder{app: a}
	if o.workspace {
		lib, err := a.library(a.printer.Lang())
		if err != nil {
			return err
		}
		b.lib = lib
	}
	k := catalog.KindNamed(word)
	var data []byte
	var err error
	switch {
	case word == settingsKind && !o.translation:
		data, err = b.schema(settingsKind, settingsFields())
	case k == nil:
		return misuse("there is no kind %q", word).withHint("choose from: %s", strings.Join(schemaKinds(), ", "))
	case o.translation:
		data, err = b.schema(k.One.In(a.printer.Lang()), strictyaml.Translated(k.Fields()))
	default:
		data, err = b.schema(k.One.In(a.printer.Lang()), k.Fields())
	}
	if err != nil {
		return err
	}
	if b.lib != nil {
		if _, err := b.lib.Take(); err != nil {
			return err
		}
	}
	if _, err := a.out.Write(data); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}

// binder makes the files by which editors know what may be typed.
type binder struct {
	*app
	lib *catalog.Library // nil: any id will do
}

func (b *binder) schema(title string, fields []strictyaml.Field) ([]byte, error) {
	o := schema.Options{Title: title, Lang: b.printer.Lang()}
	if b.lib != nil {
		o.IDs = b.lib.Referable
	}
	return schema.Write(fields, o)
}

// binding is a schema and the files that go by it; globs that begin with ! do not.
type binding struct {
	Name, Schema string
	Files        []string
}

// files are the schemas of all kinds and the settings of editors that point there.
func (b *binder) files() (schemas, editors []layer.File, err error) {
	var bindings []binding
	add := func(name string, fields []strictyaml.Field, globs ...string) {
		if err != nil {
			return
		}
		var data []byte
		data, err = b.schema("rolprofiel: "+name, fields)
		path := schemaFolder + "/" + name + ".json"
		schemas = append(schemas, layer.File{Path: path, Data: data})
		bindings = append(bindings, binding{"rolprofiel " + name, path, globs})
	}
	for _, k := range catalog.Kinds() {
		all := "profiles/" + k.Path("*")
		translations := "profiles/" + k.Path("*."+catalog.English)
		if k.Dir == "" {
			all, translations = "profiles/"+k.Path(k.Name), "profiles/"+k.Path(k.Name+"."+catalog.English)
		}
		// The narrow one first: some editors take the first that fits.
		add(k.Name+"."+catalog.English, strictyaml.Translated(k.Fields()), translations)
		add(k.Name, k.Fields(), all, "!"+translations)
	}
	add(settingsKind, settingsFields(), settingsFile)
	if err != nil {
		return nil, nil, err
	}
	code, err := vsCode(bindings)
	if err != nil {
		return nil, nil, err
	}
	idea, err := jetBrains(bindings)
	if err != nil {
		return nil, nil, err
	}
	return schemas, []layer.File{
		{Path: ".vscode/settings.json", Data: code},
		{Path: ".vscode/extensions.json", Data: []byte("{\n  \"recommendations\": [\"redhat.vscode-yaml\"]\n}\n")},
		{Path: ".idea/jsonSchemas.xml", Data: idea},
	}, nil
}

// vsCode is the settings file of VS Code. Its own formatter would undo what fmt
// does, and other people's schemas have no business here.
func vsCode(bindings []binding) ([]byte, error) {
	schemas := map[string][]string{}
	for _, b := range bindings {
		schemas[b.Schema] = b.Files
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetIndent("", "  ")
	err := enc.Encode(map[string]any{
		"[yaml]":                  map[string]any{"editor.formatOnSave": false, "editor.insertSpaces": true, "editor.rulers": []int{strictyaml.FormatWidth}, "editor.tabSize": 2},
		"yaml.format.enable":      false,
		"yaml.schemaStore.enable": false,
		"yaml.schemas":            schemas,
	})
	if err != nil {
		return nil, fmt.Errorf("write settings: %w", err)
	}
	return out.Bytes(), nil
}

// jetBrains is the file in which the editors of JetBrains keep which schema goes
// with which files. They know no exceptions, so those are left out.
func jetBrains(bindings []binding) ([]byte, error) {
	t := template.Must(template.New("").Parse(`<?xml version="1.0" encoding="UTF-8"?>
<project version="4">
  <component name="JsonSchemaMappingsProjectConfiguration">
    <state>
      <map>{{range .}}
        <entry key="{{.Name}}">
          <value>
            <SchemaInfo>
              <option name="name" value="{{.Name}}" />
              <option name="relativePathToSchema" value="{{.Schema}}" />
              <option name="patterns">
                <list>
                  <Item>
                    <option name="pattern" value="true" />
                    <option name="path" value="{{index .Files 0}}" />
                    <option name="mappingKind" value="Pattern" />
                  </Item>
                </list>
              </option>
            </SchemaInfo>
          </value>
        </entry>{{end}}
      </map>
    </state>
  </component>
</project>
`))
	var out bytes.Buffer
	if err := t.Execute(&out, bindings); err != nil {
		return nil, fmt.Errorf("write settings: %w", err)
	}
	return out.Bytes(), nil
}

// bind writes the schemas into the workspace that t writes to, and points editors
// at them. What somebody set up there already is left alone, and told.
func (b *binder) bind(t *layer.Tree, dir string, w writing) error {
	schemas, editors, err := b.files()
	if err != nil {
		return err
	}
	if _, err := b.lib.Take(); err != nil {
		return err
	}
	shown := func(p string) string { return filepath.ToSlash(filepath.Join(dir, p)) }
	// The schemas are ours alone: whoever changed one gets a fresh one.
	force := t.Force
	t.Force = true
	outcome := layer.Same
	for _, f := range schemas {
		one, err := t.Write(f.Path, f.Data)
		if err != nil {
			return err
		}
		if one != layer.Same {
			outcome = one
		}
	}
	t.Force = force
	if err := b.told(shown(schemaFolder), outcome, w); err != nil {
		return err
	}
	for _, f := range editors {
		outcome, err := t.Write(f.Path, f.Data)
		if err != nil {
			return err
		}
		if outcome == layer.Foreign || outcome == layer.Changed {
			own := schemaFolder + "/" + strings.ReplaceAll(strings.TrimPrefix(f.Path, "."), "/", "-")
			if _, err := t.Write(own, f.Data); err != nil {
				return err
			}
			b.say("%s is yours already and was left alone; take over what stands in %s", shown(f.Path), shown(own))
			continue
		}
		if err := b.told(shown(f.Path), outcome, w); err != nil {
			return err
		}
	}
	return nil
}

func runBind(a *app, w writing) error {
	if a.workspace == "" {
		return misuse("there is no workspace here to bind an editor to").withHint("make one first: %s", "rolprofiel init")
	}
	lib, err := a.library(a.printer.Lang())
	if err != nil {
		return err
	}
	b := &binder{a, lib}
	dir, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("find folder: %w", err)
	}
	dir, err = filepath.Rel(dir, a.workspace)
	if err != nil {
		return fmt.Errorf("find folder: %w", err)
	}
	return w.tree(a.workspace, func(t *layer.Tree) error { return b.bind(t, dir, w) })
}
