using System.Reflection;

namespace PaymentStatusSdk.ConvergeGate.Tests;

public sealed class ReadmeTests
{
    private static readonly string Page = Read("convergegate.md");

    [Fact]
    public void Every_setting_is_in_the_table()
    {
        var settings = typeof(ConvergeGateOptions).GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.CanWrite);

        Assert.All(settings, setting => Assert.Contains($"| `{setting.Name}` |", Page, StringComparison.Ordinal));
    }

    private static string Read(string file) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Readme", file)).ReplaceLineEndings("\n");
}
