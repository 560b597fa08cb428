using System.Reflection;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>A reader finds a type by its namespace: the folder is the namespace.</summary>
public sealed partial class RoomTests
{
    private const string Kit = "PaymentStatusSdk.Adapters";

    public static TheoryData<string> Folders => [.. Packages.Folders];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Namespace_of_a_file_is_its_folder(string package)
    {
        var folder = Path.Combine(Packages.Root, "src", package);
        var wrong = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(
                file => (File: Path.GetRelativePath(folder, file), Namespace: Declaration().Match(File.ReadAllText(file)).Groups[1].Value))
            .Where(one => one.Namespace != Expected(package, one.File) && !IsRegistration(one.File, one.Namespace));

        Assert.Empty(wrong);
    }

    [Fact]
    public void Adapter_kit_is_public()
    {
        var types = Packages.Load(Packages.Core).GetTypes()
            .Where(type => type.Namespace is { } name && (name == Kit || name.StartsWith(Kit + ".", StringComparison.Ordinal)))
            .Where(type => !type.IsNested && type.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null);

        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.True(type.IsPublic, $"{type} is internal: it belongs to the engine."));
    }

    private static string Expected(string package, string file)
    {
        // Like the framework's own abstractions, ours use the namespace of the package that implements them.
        var root = package == Packages.Abstractions ? Packages.Core : package;
        return string.Join('.', [root, .. file.Split(Path.DirectorySeparatorChar)[..^1]]);
    }

    // Registration methods use the namespaces that every host imports.
    private static bool IsRegistration(string file, string declared) =>
        file.StartsWith("DependencyInjection", StringComparison.Ordinal)
        && declared is "Microsoft.Extensions.DependencyInjection" or "Microsoft.AspNetCore.Builder";

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
