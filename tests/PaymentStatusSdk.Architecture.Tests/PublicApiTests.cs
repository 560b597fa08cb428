namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>Each package lists its public API for the analyzer that compares the list with the code.</summary>
public class PublicApiTests
{
    public static TheoryData<string> All => Packages.All;

    [Theory]
    [MemberData(nameof(All))]
    public void Package_lists_its_public_types(string package)
    {
        var listed = Listing(package).Split('\n').ToHashSet();
        var types = Packages.Load(package).GetExportedTypes().Where(type => !type.IsNested && !type.IsGenericType);

        Assert.All(types, type => Assert.Contains(type.FullName!, listed));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Public_api_shows_no_type_of_the_resilience_library(string package)
    {
        var listing = Listing(package);

        Assert.DoesNotContain("Polly", listing, StringComparison.Ordinal);
        Assert.DoesNotContain("Resilience", listing, StringComparison.Ordinal);
    }

    private static string Listing(string package) => string.Concat(new[] { "Shipped", "Unshipped" }
        .Select(part => File.ReadAllText(Path.Combine(Packages.Root, "src", package, $"PublicAPI.{part}.txt")).ReplaceLineEndings("\n")));
}
