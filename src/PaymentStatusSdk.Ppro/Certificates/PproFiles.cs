using System.Security;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Ppro.Certificates;

/// <summary>Reads the small files that options name.</summary>
internal static class PproFiles
{
    /// <summary>
    /// Reads the complete file; null, with an error, when it cannot be read. The error does not quote the path, which may be a misplaced
    /// secret.
    /// </summary>
    public static byte[]? Read(string key, string path, OptionErrors errors)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            errors.Add(key, "names a file that does not exist.");
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or SecurityException)
        {
            errors.Add(key, "names a file that this process has no permission to read.");
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or NotSupportedException)
        {
            errors.Add(key, $"names a file that cannot be read ({exception.GetType().Name}).");
        }

        return null;
    }

    /// <summary>Whether the content is text with PEM blocks, not a binary format.</summary>
    public static bool IsPem(ReadOnlySpan<byte> content) => content.IndexOf("-----BEGIN "u8) >= 0;
}
