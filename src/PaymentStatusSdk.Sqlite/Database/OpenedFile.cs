using System.Runtime.InteropServices;
using SQLitePCL;

namespace PaymentStatusSdk.Sqlite;

/// <summary>Is the file that a connection has open still the one at its path? SQLite compares the two: one call of the operating system.</summary>
internal static class OpenedFile
{
    private const string Library = "e_sqlite3";
    private const int HasMovedOperation = 20; // SQLITE_FCNTL_HAS_MOVED

    /// <summary>True when it was removed or replaced. False as well where that cannot be told: Windows, which lets nobody do so, and another build of SQLite.</summary>
    public static bool HasMoved(sqlite3 database)
    {
        if (!IsOurs.Value) return false;
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

    // An application may have chosen another build, whose connections this library must not touch.
    private static readonly Lazy<bool> IsOurs = new(() => raw.GetNativeLibraryName() == Library);

    // The wrapper has no such function.
    [DllImport(Library, EntryPoint = "sqlite3_file_control", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(nint database, nint name, int operation, out int value);
}
