using System.Security;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Ppro;

/// <summary>Reads the small files that options name.</summary>
internal static class PproFiles
{
    /// <summary>The whole file; null, with a fault, when it cannot be read. The path is not quoted: it may be a misplaced secret.</summary>
    public static byte[]? Read(string key, string path, OptionErrors faults)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Add(key, "names a file that does not exist.");
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or SecurityException)
        {
            faults.Add(key, "names a file that this process may not read.");
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or NotSupportedException)
        {
            faults.Add(key, $"names a file that cannot be read ({exception.GetType().Name}).");
        }

        return null;
    }

    /// <summary>Is this text with PEM blocks, rather than a binary form?</summary>
    public static bool IsPem(ReadOnlySpan<byte> content) => content.IndexOf("-----BEGIN "u8) >= 0;
}
