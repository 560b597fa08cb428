using System.Runtime.CompilerServices;

namespace PaymentStatusSdk.EndToEnd.Tests;

/// <summary>The path of the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot([CallerFilePath] string file = "")
    {
        var folder = Path.GetDirectoryName(file)!;
        while (!File.Exists(Path.Combine(folder, "PaymentStatus.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
