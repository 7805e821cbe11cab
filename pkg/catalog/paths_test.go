package catalog_test

import (
	"path"
	"path/filepath"
	"strings"
	"testing"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/strictyaml"
)

// FuzzNames: what passes for an id is a file name that stays in its folder on every
// system, any text can be made one, and a path is a definition's only when its own
// name says so.
func FuzzNames(f *testing.F) {
	for _, s := range []string{"a", "../a", "con", "Con", "a b", "é", "ij", "a--b", "profiles/roles/a.yaml", "roles/a.en.yaml", "scale.yaml", "roles/con.yaml", "a\\b", "a.", "x/roles/a.yaml"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if id := strictyaml.Slug(s); !strictyaml.IsID(id) {
			t.Errorf("Slug(%q) = %q, which is no id", s, id)
		}
		if strictyaml.IsID(s) {
			name := s + ".yaml"
			if !filepath.IsLocal(name) || path.Base(name) != name || strings.ContainsAny(name, `\/:*?"<>| `) || strings.ToLower(name) != name {
				t.Errorf("%q is an id and cannot be a file name everywhere", s)
			}
			if fields, ok := catalog.FieldsFor("roles/" + name); !ok || len(fields) == 0 {
				t.Errorf("roles/%s is no definition", name)
			}
		}
		if _, ok := catalog.FieldsFor(s); ok && !strings.HasSuffix(s, ".yaml") {
			t.Errorf("%q passes for a definition", s)
		}
	})
}
