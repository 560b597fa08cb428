namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>Each package lists its public API in PublicApi.txt: a change of it is seen in review, never by accident.</summary>
public class PublicApiTests
{
    public static TheoryData<string> All => Packages.All;

    [Theory]
    [MemberData(nameof(All))]
    public void Package_public_api_is_the_listed_one(string package)
    {
        var file = Path.Combine(Packages.Root, "src", package, "PublicApi.txt");
        var actual = PublicApiListing.Of(Packages.Load(package));
        // Write the listing anew with: UPDATE_PUBLIC_API=1 dotnet test tests/PaymentStatusSdk.Architecture.Tests
        if (Environment.GetEnvironmentVariable("UPDATE_PUBLIC_API") == "1") File.WriteAllText(file, actual);
        Assert.True(File.Exists(file), $"{file} is missing; set UPDATE_PUBLIC_API=1 and run this test.");
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
