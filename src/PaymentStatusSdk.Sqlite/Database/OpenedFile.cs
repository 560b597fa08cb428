using System.Runtime.InteropServices;
using SQLitePCL;

namespace PaymentStatusSdk.Sqlite.Database;

/// <summary>
/// Detects that the file of an open connection is no longer the one at its path. SQLite compares the two with one system call.
/// </summary>
internal static class OpenedFile
{
    private const string Library = "e_sqlite3";
    private const int HasMovedOperation = 20; // SQLITE_FCNTL_HAS_MOVED

    /// <summary>
    /// Returns true when the file was removed or replaced. Returns false where this cannot be detected: on Windows, which prevents it, and
    /// with another SQLite build.
    /// </summary>
    public static bool HasMoved(sqlite3 database)
    {
        if (!IsBundledBuild.Value) return false;
        var isHeld = false;
        try
        {
            database.DangerousAddRef(ref isHeld);
            return FileControl(database.DangerousGetHandle(), 0, HasMovedOperation, out var hasMoved) == raw.SQLITE_OK && hasMoved != 0;
        }
        finally
        {
            if (isHeld) database.DangerousRelease();
        }
    }

    // The application may have chosen another SQLite build, whose handles must not be passed to this library.
    private static readonly Lazy<bool> IsBundledBuild = new(() => raw.GetNativeLibraryName() == Library);

    // SQLitePCLRaw does not expose this function.
    [DllImport(Library, EntryPoint = "sqlite3_file_control", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(nint database, nint name, int operation, out int value);
}
