using System.Runtime.CompilerServices;

namespace PaymentStatusSdk.Mutation.Sources;

/// <summary>The folders of the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Package(string name) => Path.Combine(Root, "src", name);

    private static string FindRoot([CallerFilePath] string file = "")
    {
        var folder = Path.GetDirectoryName(file)!;
        while (!File.Exists(Path.Combine(folder, "PaymentStatus.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
