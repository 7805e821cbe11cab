package layer

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
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
		return fmt.Errorf("write %s: %w", p, errNoFile)
	}
	now, err := fs.ReadFile(root.FS(), p)
	if err != nil {
		return fmt.Errorf("write %s: %w", p, err)
	}
	if !bytes.Equal(now, old) {
		return fmt.Errorf("write %s: %w", p, ErrChangedMeanwhile)
	}
	Sweep(root, path.Dir(p))
	return replace(root, p, data, info.Mode().Perm(), true)
}

// replace writes a neighbour of p and renames it over p, so that a reader sees the
// old bytes or the new ones and never half of them. With exact the file gets this
// very mode, otherwise what the user's mask leaves of it.
func replace(root *os.Root, p string, data []byte, mode fs.FileMode, exact bool) error {
	temp := path.Join(path.Dir(p), TempName())
	err := writeNew(root, temp, data, mode)
	if err == nil && exact {
		err = root.Chmod(temp, mode)
	}
	if err == nil {
		err = root.Rename(temp, p)
	}
	if err != nil {
		_ = root.Remove(temp) // only tidying: the caller hears of the failure itself
		return fmt.Errorf("write %s: %w", p, cause(err))
	}
	return nil
}

// writeNew writes a file that is not there yet.
func writeNew(root *os.Root, p string, data []byte, mode fs.FileMode) error {
	f, err := root.OpenFile(p, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// cause is err without the name of a file that the user has never heard of.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	var l *os.LinkError
	if errors.As(err, &l) {
		return l.Err
	}
	return err
}
