using System.Text;

namespace PaymentStatusSdk.Sqlite.Database;

/// <summary>A path, and its encoded form for the operating system, which is cached because every call needs it.</summary>
internal sealed class FilePlace(string path)
{
    public string Path => path;

    public byte[] Native { get; } = Encoding.UTF8.GetBytes(path + '\0');
}
