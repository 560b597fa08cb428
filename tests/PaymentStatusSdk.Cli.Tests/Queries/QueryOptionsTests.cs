using System.CommandLine;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Queries;

namespace PaymentStatusSdk.Cli.Tests.Queries;

public sealed class QueryOptionsTests : IDisposable
{
    private readonly MerchantFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("125.45 EUR", "125.45 EUR")]
    [InlineData("  1   EUR ", "1 EUR")]
    [InlineData("0 JPY", "0 JPY")]
    [InlineData("125.45", null)]
    [InlineData("EUR", null)]
    [InlineData("EUR 125.45", null)]
    [InlineData("125,45 EUR", null)]
    [InlineData("-1 EUR", null)]
    [InlineData("1e3 EUR", null)]
    [InlineData("1 EU", null)]
    [InlineData("1 EURO", null)]
    [InlineData("1 EUR now", null)]
    [InlineData("x EUR", null)]
    [InlineData(" ", null)]
    public void Amount_is_a_number_with_a_point_and_a_currency(string text, string? amount)
    {
        var parsed = Parse("cards", "ORDER-1", "--amount", text);

        Assert.Equal(amount is null, parsed.Errors.Count > 0);
        if (amount is not null) Assert.Equal(amount, QueryOptions.QueryOf(parsed).ExpectedAmount?.ToString());
    }

    [Fact]
    public void Query_is_by_merchant_reference_unless_the_line_says_otherwise()
    {
        Assert.Equal(TransactionQuery.ByMerchantReference("ORDER-1"), QueryOptions.QueryOf(Parse("cards", "ORDER-1")));
        Assert.Equal(
            TransactionQuery.ByGatewayReference("g-1") with
            {
                Kind = TransactionKind.Refund,
                ExpectedAmount = new Money(1.5m, "CAD"),
            },
            QueryOptions.QueryOf(Parse("cards", "g-1", "-g", "--kind", "refund", "--amount", "1.5 CAD")));
        Assert.Equal(
            TransactionQuery.ByGatewayReference("g-2"), QueryOptions.QueryOf(Parse("cards", "g-1", "--by-gateway"), "g-2"));
        Assert.Equal("cards", Parse("cards", "g-1").GetValue(QueryOptions.Client));
        Assert.Equal(
            new Uri("http://localhost:5000"),
            Parse("cards", "g-1", "--listen", "http://localhost:5000").GetValue(QueryOptions.Listen));
        Assert.Null(Parse("cards", "g-1").GetValue(QueryOptions.Listen));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    public void Blank_reference_is_an_error_of_usage(string reference)
    {
        var exception = Assert.Throws<CliException>(() => QueryOptions.QueryOf(Parse("cards", "x"), reference));

        Assert.Equal(ExitCode.UsageError, exception.Code);
    }

    [Fact]
    public void Configuration_is_that_of_the_current_folder_by_default()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "host"));

        var (here, other) = (Load("cards", "x", "--environment", "Staging"), Load("cards", "x", "-c", "host", "-e", "Test"));

        Assert.Equal((_folder.Path, "Staging"), (here.Folder, here.EnvironmentName));
        Assert.Equal((Path.Combine(_folder.Path, "host"), "Test"), (other.Folder, other.EnvironmentName));
        Assert.Equal(other.Folder, Load("cards", "x", "--config", other.Folder).Folder);
    }

    [Theory]
    [InlineData("Development", "secret")]
    [InlineData("development", "secret")]
    [InlineData("Production", null)]
    public void User_secrets_of_the_line_are_read_in_development_only(string environment, string? expected)
    {
        var id = $"paymentstatus-test-{Guid.NewGuid():N}";
        var file = Microsoft.Extensions.Configuration.UserSecrets.PathHelper.GetSecretsPathFromSecretsId(id);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        try
        {
            File.WriteAllText(file, """{ "Canary": "secret" }""");

            Assert.Equal(expected, Load("cards", "x", "-e", environment, "--user-secrets", id).Root["Canary"]);
            Assert.Null(Load("cards", "x", "-e", environment).Root["Canary"]);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Theory]
    [InlineData("A", "B", "A")]
    [InlineData("", "B", "B")]
    [InlineData(null, "B", "B")]
    [InlineData(null, "", "Production")]
    [InlineData(null, null, "Production")]
    public void Environment_is_that_of_a_host(string? ofAspNetCore, string? ofDotNet, string expected)
    {
        string[] names = ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];
        var before = names.Select(name => Environment.GetEnvironmentVariable(name)).ToArray();
        try
        {
            Environment.SetEnvironmentVariable(names[0], ofAspNetCore);
            Environment.SetEnvironmentVariable(names[1], ofDotNet);

            Assert.Equal(expected, Load("cards", "x").EnvironmentName);
            Assert.Equal("C", Load("cards", "x", "-e", "C").EnvironmentName);
        }
        finally
        {
            foreach (var (name, value) in names.Zip(before)) Environment.SetEnvironmentVariable(name, value);
        }
    }

    [Fact]
    public void Environment_variables_win_over_files()
    {
        var name = $"CliTest{Guid.NewGuid():N}";
        _folder.Write(System.Text.Json.Nodes.JsonNode.Parse($$"""{ "{{name}}": { "Value": "file" } }""")!);
        Environment.SetEnvironmentVariable($"{name}__Value", "variable");
        try
        {
            Assert.Equal("variable", Load("cards", "x").Root[$"{name}:Value"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable($"{name}__Value", null);
        }
    }

    private static ParseResult Parse(params string[] args)
    {
        var command = new Command("get", "The command of a test");
        QueryOptions.AddTo(command);
        return command.Parse(args);
    }

    private MerchantConfiguration Load(params string[] args) => ConfigurationOptions.Load(
        Parse(args), new CliHost { Out = TextWriter.Null, Error = TextWriter.Null, Folder = _folder.Path });
}
