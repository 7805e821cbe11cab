package layer

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strconv"
)

// ErrChangedMeanwhile says that somebody else wrote a file between its reading and
// its writing.
var ErrChangedMeanwhile = errors.New("the file was changed meanwhile")

// Amend puts data in the place of old in the file at the slash-separated path p, as
// long as it still holds old. A reader sees the one or the other and never half of
// them; the file keeps its permissions. The error matches ErrChangedMeanwhile when
// somebody came between.
func Amend(root *os.Root, p string, old, data []byte) error {
	info, err := root.Lstat(p)
	if err != nil {
		return fmt.Errorf("write %s: %w", p, err)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("write %s: this is no ordinary file", p)
	}
	now, err := fs.ReadFile(root.FS(), p)
	if err != nil {
		return fmt.Errorf("write %s: %w", p, err)
	}
	if !bytes.Equal(now, old) {
		return fmt.Errorf("write %s: %w", p, ErrChangedMeanwhile)
	}
	temp := path.Join(path.Dir(p), ".rolprofiel-"+strconv.Itoa(os.Getpid())+"-"+path.Base(p)+".tmp")
	return replace(root, temp, p, data, info.Mode().Perm())
}

// replace writes temp, a neighbour of p, and renames it over p.
func replace(root *os.Root, temp, p string, data []byte, mode fs.FileMode) error {
	err := root.WriteFile(temp, data, mode)
	if err == nil {
		err = root.Rename(temp, p)
	}
	if err != nil {
		_ = root.Remove(temp) // only tidying: the caller hears of the failure itself
		return fmt.Errorf("write %s: %w", p, err)
	}
	return nil
}
