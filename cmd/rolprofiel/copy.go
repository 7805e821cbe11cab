package main

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/layer"
	"rolprofiel/profiles"
	"rolprofiel/templates"
)

func newCopy(a *app) *cobra.Command {
	t := a.printer.Sprintf
	w := &writing{}
	cmd := &cobra.Command{
		Use:     "copy " + t("KIND/ID or template/NAME"),
		Short:   t("Put a shipped file into your workspace, to change it"),
		Long:    t("Put a shipped definition or template into your workspace. From then on your\ncopy counts; take it away and the shipped one counts again."),
		Example: "  rolprofiel copy role/kwartiermaker\n  rolprofiel copy template/vacancy",
		Args:    exactly(1, t("what to copy")),
		RunE: func(_ *cobra.Command, args []string) error {
			return runCopy(a, args[0], *w)
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			all := completeDefinitions(a)
			if docs, err := a.documents(a.settings.Lang); err == nil {
				for _, name := range append(docs.Names(), "_shared") {
					all = append(all, "template/"+name)
				}
			}
			return all, cobra.ShellCompDirectiveNoFileComp
		},
	}
	w.flags(a, cmd)
	return cmd
}

func runCopy(a *app, word string, w writing) error {
	if a.workspace == "" {
		return misuse("there is no workspace here to copy to").withHint("make one first: %s", "rolprofiel init")
	}
	s, err := a.open(a.settings.Lang)
	if err != nil {
		return err
	}
	name, file, err := s.toCopy(word)
	if err != nil {
		return err
	}
	return w.tree(a.workspace, func(t *layer.Tree) error {
		outcome, err := t.Write(name, file.Data)
		if err != nil {
			return err
		}
		return a.told(a.shower("")(name), outcome, w)
	})
}

// toCopy finds the shipped file that a word stands for, and where it goes in the
// workspace.
func (s *session) toCopy(word string) (string, *layer.File, error) {
	for _, prefix := range []string{"template/", "sjabloon/"} {
		if name, ok := strings.CutPrefix(word, prefix); ok {
			return s.templateToCopy(name)
		}
	}
	k, id, err := s.find(word)
	if err != nil {
		return "", nil, err
	}
	stack, err := s.stackOf("profiles")
	if err != nil {
		return "", nil, err
	}
	file, err := stack.Read(k.Path(id))
	if isNotThere(err) {
		return "", nil, misuse("%s is yours already; nothing of that name is shipped", word)
	}
	return "profiles/" + k.Path(id), file, err
}

func (s *session) templateToCopy(word string) (string, *layer.File, error) {
	stack, err := s.stackOf("templates")
	if err != nil {
		return "", nil, err
	}
	name := strings.TrimSuffix(word, ".md.tmpl")
	if full, ok := s.docs.Aliases()[name]; ok {
		name = full
	}
	path := s.lang + "/" + name + ".md.tmpl"
	if !filepath.IsLocal(path) {
		return "", nil, misuse("there is no document %q", word)
	}
	file, err := stack.Read(path)
	if isNotThere(err) {
		names := append(s.docs.Names(), "_shared")
		f := misuse("there is no document %q", word)
		if near := diag.Nearest(name, names); near != "" {
			return "", nil, f.withHint("did you mean %q?", near)
		}
		return "", nil, f.withHint("choose from: %s", strings.Join(names, ", "))
	}
	return "templates/" + path, file, err
}

// stackOf is the shipped layer alone.
func (s *session) stackOf(name string) (layer.Stack, error) {
	bare := &app{streams: s.streams}
	if name == "templates" {
		return bare.stack(name, templates.FS)
	}
	return bare.stack(name, profiles.FS)
}
