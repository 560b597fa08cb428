using System.Text;

namespace PaymentStatusSdk.Sqlite;

/// <summary>A path, also as the operating system reads it: it is asked for with every call.</summary>
internal sealed class FilePlace(string path)
{
    public string Path => path;

    public byte[] Native { get; } = Encoding.UTF8.GetBytes(path + '\0');
}
