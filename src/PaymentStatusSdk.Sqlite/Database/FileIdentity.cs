using System.Runtime.InteropServices;
using System.Text;

namespace PaymentStatusSdk.Sqlite.Database;

/// <summary>Identifies the file at a path: by device and inode on Linux, elsewhere by its time of creation.</summary>
/// <remarks>
/// An inode number is not reused while a connection has the file open. The file is not opened: closing a second handle would drop SQLite's
/// locks.
/// </remarks>
internal readonly record struct FileIdentity(bool Exists, ulong Inode, uint Major, uint Minor)
{
    private const int FromCurrentFolder = -100; // AT_FDCWD
    private const uint InodeOnly = 0x100; // STATX_INO

    private static readonly Lazy<bool> HasStatx = new(() => OperatingSystem.IsLinux() && CanCall());

    public static FileIdentity Of(string path)
    {
        if (!HasStatx.Value) return File.Exists(path) ? new FileIdentity(true, (ulong)File.GetCreationTimeUtc(path).Ticks, 0, 0) : default;
        return Statx(FromCurrentFolder, Encoding.UTF8.GetBytes(path + '\0'), 0, InodeOnly, out var found) == 0
            ? new FileIdentity(true, found.Inode, found.Major, found.Minor)
            : default;
    }

    private static bool CanCall()
    {
        try
        {
            return Statx(FromCurrentFolder, "/\0"u8.ToArray(), 0, InodeOnly, out _) == 0;
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    // .NET does not expose inodes. The layout of the result is the same on every architecture.
    [DllImport("libc", EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, out FoundFile found);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct FoundFile
    {
        [FieldOffset(32)]
        public readonly ulong Inode;

        [FieldOffset(136)]
        public readonly uint Major;

        [FieldOffset(140)]
        public readonly uint Minor;
    }
}
