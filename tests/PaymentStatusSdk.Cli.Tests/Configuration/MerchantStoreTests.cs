using System.Data.Common;
using System.Text.Json.Nodes;
using PaymentStatusSdk.Cli.Configuration;

namespace PaymentStatusSdk.Cli.Tests.Configuration;

public sealed class MerchantStoreTests : IDisposable
{
    private readonly MerchantFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sqlite", StoreKind.Sqlite)]
    [InlineData("POSTGRESQL", StoreKind.PostgreSql)]
    [InlineData("MariaDb", StoreKind.MariaDb)]
    public void Store_of_the_configuration_has_its_kind_in_any_case(string kind, object expected)
    {
        var configuration = Load($$"""
            { "ConnectionStrings": { "Payments": "Host=a" }, "PaymentStatusTool": { "Store": { "Kind": "{{kind}}" } } }
            """);

        Assert.Equal((StoreKind)expected, MerchantStore.Find(configuration, null, null).Kind);
    }

    [Fact]
    public void Store_has_its_text_and_its_schema()
    {
        const string settings = """
            { "ConnectionStrings": { "Shop": "Host=a;Database=b" },
              "PaymentStatusTool": { "Store": { "Kind": "PostgreSql", "ConnectionString": "Shop", "Schema": "pay" } } }
            """;

        Assert.Equal(
            new MerchantStore(StoreKind.PostgreSql, "Host=a;Database=b", "pay"), MerchantStore.Find(Load(settings), null, null));
        Assert.Null(MerchantStore.Find(Load(settings), StoreKind.Sqlite, null).Schema);
        Assert.Equal("PostgreSql", MerchantStore.Find(Load(settings), null, null).ToString());
    }

    [Fact]
    public void Command_line_wins_over_the_configuration()
    {
        var configuration = Load("""
            { "ConnectionStrings": { "Payments": "Host=payments", "Shop": "Host=shop", "Other": "Host=other" },
              "PaymentStatusTool": { "Store": { "Kind": "nonsense", "ConnectionString": "Shop" } } }
            """);

        Assert.Equal(new MerchantStore(StoreKind.MariaDb, "Host=shop"), MerchantStore.Find(configuration, StoreKind.MariaDb, null));
        Assert.Equal("Host=other", MerchantStore.Find(configuration, StoreKind.MariaDb, "Other").ConnectionString);
    }

    [Fact]
    public void Name_of_the_connection_string_is_Payments_by_default()
    {
        var configuration = Load("""{ "ConnectionStrings": { "Payments": "Host=payments" } }""");

        Assert.Equal("Host=payments", MerchantStore.Find(configuration, StoreKind.MariaDb, null).ConnectionString);
    }

    [Theory]
    [InlineData("""{ "ConnectionStrings": { "Payments": "" } }""", "connection string 'Payments'", "--connection")]
    [InlineData("""{ "ConnectionStrings": { "Other": "Host=a" } }""", "connection string 'Payments'", "--connection")]
    [InlineData("""{ "ConnectionStrings": { "Payments": "Host=a" } }""", "string 'Payments' is not known", "--store")]
    [InlineData(
        """{ "ConnectionStrings": { "Payments": "a" }, "PaymentStatusTool": { "Store": { "Kind": "7" } } }""",
        "PaymentStatusTool:Store:Kind", "Sqlite, PostgreSql, MariaDb")]
    [InlineData(
        """{ "ConnectionStrings": { "Payments": "a" }, "PaymentStatusTool": { "Store": { "Kind": "Oracle" } } }""",
        "PaymentStatusTool:Store:Kind", "Sqlite, PostgreSql, MariaDb")]
    public void Store_that_is_not_named_completely_is_an_error(string settings, string message, string advice)
    {
        var exception = Assert.Throws<CliException>(() => MerchantStore.Find(Load(settings), null, null));

        Assert.Equal(ExitCode.ConfigurationError, exception.Code);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Contains(advice, exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Store_is_named_by_any_setting_or_option()
    {
        var nothing = Load("""{ "ConnectionStrings": { "Other": "Host=a", "Payments": "" } }""");
        var section = Load("""{ "PaymentStatusTool": { "Store": { "Schema": "x" } } }""");
        var text = Load("""{ "ConnectionStrings": { "Payments": "x" } }""");

        Assert.False(MerchantStore.IsNamed(nothing, null, null));
        Assert.True(MerchantStore.IsNamed(nothing, StoreKind.Sqlite, null));
        Assert.True(MerchantStore.IsNamed(nothing, null, "Other"));
        Assert.True(MerchantStore.IsNamed(section, null, null));
        Assert.True(MerchantStore.IsNamed(text, null, null));
    }

    [Theory]
    [InlineData("Data Source")]
    [InlineData("DataSource")]
    [InlineData("Filename")]
    public void Relative_file_of_each_key_is_in_the_folder_of_the_host(string key)
    {
        var configuration = Load($$"""{ "ConnectionStrings": { "Payments": "{{key}}=data/payments.db;Cache=Shared" } }""");

        var text = MerchantStore.Find(configuration, StoreKind.Sqlite, null).ConnectionString;

        var parsed = new DbConnectionStringBuilder { ConnectionString = text };
        Assert.Equal(Path.Combine(_folder.Path, "data", "payments.db"), parsed[key]);
        Assert.Equal("Shared", parsed["Cache"]);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("Data Source=x")]
    public void File_may_have_a_name_of_one_letter(string text)
    {
        var configuration = Load($$"""{ "ConnectionStrings": { "Payments": "{{text}}" } }""");

        var found = MerchantStore.Find(configuration, StoreKind.Sqlite, null).ConnectionString;

        Assert.EndsWith(Path.Combine(_folder.Path, "x"), found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Data Source=;Cache=Shared", "Cache")]
    [InlineData("Data Source=\"\";Cache=Shared", "Cache")]
    [InlineData("=nonsense=;", "=nonsense=;")]
    public void Text_without_a_file_is_left_to_the_store(string text, string kept)
    {
        var configuration = Load(new JsonObject { ["ConnectionStrings"] = new JsonObject { ["Payments"] = text } }.ToJsonString());

        var found = MerchantStore.Find(configuration, StoreKind.Sqlite, null).ConnectionString;

        Assert.Contains(kept, found, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(_folder.Path, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_another_database_is_not_changed()
    {
        var configuration = Load("""{ "ConnectionStrings": { "Payments": "Data Source=db;Database=x" } }""");

        Assert.Equal("Data Source=db;Database=x", MerchantStore.Find(configuration, StoreKind.MariaDb, null).ConnectionString);
    }

    [Theory]
    [InlineData("ApiUser", GatewayProvider.ConvergeGate)]
    [InlineData("APIPASSWORD", GatewayProvider.ConvergeGate)]
    [InlineData("ApiKey", GatewayProvider.ConvergeGate)]
    [InlineData("Login", GatewayProvider.Ppro)]
    [InlineData("ContractId", GatewayProvider.Ppro)]
    [InlineData("MerchantId", GatewayProvider.Desjardins)]
    [InlineData("MerchantKey", GatewayProvider.Desjardins)]
    public void Each_credential_marks_the_client_of_a_gateway(string key, object provider)
    {
        var client = Assert.Single(MerchantClients.All(Load($$"""{ "PaymentStatus": { "Shop-1": { "{{key}}": "x" } } }""")));

        Assert.Equal(("shop-1", (GatewayProvider)provider, "PaymentStatus:Shop-1"), (client.Name, client.Provider, client.Section.Path));
    }

    [Fact]
    public void Section_that_is_named_explicitly_is_not_a_second_client()
    {
        var clients = MerchantClients.All(Load("""
            {
              "PaymentStatus": { "Cards": { "ApiUser": "u" }, "Bad Name": { "ApiUser": "u" }, "Zeta": { "Login": "x" } },
              "Shop": { "Bank": { "Endpoint": "https://x" } },
              "PaymentStatusTool": { "Clients": {
                "b": { "Section": "PaymentStatus:cards" }, "a": { "Section": "Shop:Bank", "Provider": "DESJARDINS" }, "Zeta": {} } }
            }
            """));

        Assert.Equal(
            [("Zeta", GatewayProvider.Ppro), ("a", GatewayProvider.Desjardins), ("b", GatewayProvider.ConvergeGate)],
            clients.Select(client => (client.Name, client.Provider)));
    }

    [Fact]
    public void Client_is_found_in_any_case_and_its_name_has_no_blank()
    {
        var configuration = Load("""{ "PaymentStatus": { "Cards": { "ApiUser": "u" }, "Bank": { "Login": "u" } } }""");
        var blank = Load("""
            { "PaymentStatus": { "Cards": { "ApiUser": "u" } },
              "PaymentStatusTool": { "Clients": { "a b": { "Section": "PaymentStatus:Cards" } } } }
            """);

        Assert.Equal("cards", MerchantClients.Get(configuration, "CARDS").Name);
        var unknown = Assert.Throws<CliException>(() => MerchantClients.Get(configuration, "visa"));
        var none = Assert.Throws<CliException>(() => MerchantClients.All(Load("{}")));
        var bad = Assert.Throws<CliException>(() => MerchantClients.All(blank));
        Assert.Equal(
            (ExitCode.ConfigurationError, ExitCode.ConfigurationError, ExitCode.ConfigurationError),
            (unknown.Code, none.Code, bad.Code));
        Assert.Contains("Use one of bank, cards, or", unknown.Advice, StringComparison.Ordinal);
        Assert.Contains("PaymentStatusTool:Clients", unknown.Advice, StringComparison.Ordinal);
        Assert.Contains($"{_folder.Path} (environment Production)", unknown.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            ": no section below PaymentStatus has the credentials of a gateway.", none.Message, StringComparison.Ordinal);
        Assert.Contains("ConvergeGate, Ppro, Desjardins", bad.Advice, StringComparison.Ordinal);
    }

    private MerchantConfiguration Load(string json)
    {
        _folder.Write(JsonNode.Parse(json)!);
        return MerchantConfiguration.Load(_folder.Path, "Production", null);
    }
}
