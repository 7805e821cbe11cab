package strictyaml

import (
	"fmt"
	"reflect"
	"strconv"
)

// Rewrite replaces the strings of the struct that value points at, along the
// table of fields, and copies every list on the way, so that whoever shares the
// old ones sees no change. visit gets the path and the field of each non-empty
// string of type Text, Line or Plain, and the nearest "sources" around it.
func Rewrite(fields []Field, value any, visit func(path string, f *Field, text string, sources []string) string) {
	r := rewriter{visit}
	r.object(reflect.ValueOf(value).Elem(), fields, "", nil)
}

type rewriter struct {
	visit func(string, *Field, string, []string) string
}

func (r rewriter) object(v reflect.Value, fields []Field, path string, sources []string) {
	at := fieldIndex(v.Type())
	if i, ok := at["sources"]; ok {
		if own, isList := v.Field(i).Interface().([]string); isList && len(own) > 0 {
			sources = own
		}
	}
	for i := range fields {
		f := &fields[i]
		n, ok := at[f.Key]
		if !ok {
			continue
		}
		r.value(v.Field(n), f, Join(path, f.Key), sources)
	}
}

func (r rewriter) value(v reflect.Value, f *Field, path string, sources []string) {
	switch {
	case f.Type == Object && v.Kind() == reflect.Pointer:
		if !v.IsNil() {
			fresh := reflect.New(v.Type().Elem())
			fresh.Elem().Set(v.Elem())
			v.Set(fresh)
			r.object(fresh.Elem(), f.Fields, path, sources)
		}
	case f.Type == Object:
		r.object(v, f.Fields, path, sources)
	case f.Type == List && v.Len() > 0 && (f.Of == Object || f.Of == Plain):
		fresh := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(fresh, v)
		v.Set(fresh)
		r.items(fresh, f, path, sources)
	case f.Type == Text || f.Type == Line || f.Type == Plain:
		if s := v.String(); s != "" {
			v.SetString(r.visit(path, f, s, sources))
		}
	}
}

func (r rewriter) items(list reflect.Value, f *Field, path string, sources []string) {
	for i := range list.Len() {
		item := list.Index(i)
		if f.Of == Plain {
			item.SetString(r.visit(index(path, strconv.Itoa(i)), f, item.String(), sources))
			continue
		}
		r.object(item, f.Fields, ItemPath(path, f.Fields, item, i), sources)
	}
}

// ItemPath is the path of item number i in the list at path: by its name, or by
// its number when it has none.
func ItemPath(path string, fields []Field, item reflect.Value, i int) string {
	if name := naming(fields); name != nil {
		if id := fmt.Sprint(Member(item, name.Key).Interface()); id != "" {
			return index(path, id)
		}
	}
	return index(path, strconv.Itoa(i))
}
