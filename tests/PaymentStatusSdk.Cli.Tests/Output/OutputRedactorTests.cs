using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Cli.Output;

namespace PaymentStatusSdk.Cli.Tests.Output;

public class OutputRedactorTests
{
    private readonly OutputRedactor _redactor = OutputRedactor.For(new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?>
        {
            ["PaymentStatus:Cards:ApiPassword"] = "pass-word-1",
            ["PaymentStatus:Cards:ApiKey"] = "api-key-12",
            ["PaymentStatus:Cards:ApiUser"] = "public-user",
            ["PaymentStatus:Cards:PreviousApiKeys:0"] = "older-key-3",
            ["PaymentStatus:Desjardins:MerchantKey"] = "merchant-key-4",
            ["PaymentStatus:Ppro:Password"] = "short",
            ["ConnectionStrings:Payments"] = "Host=db;Username=shop;Password='data base 5';Database=x",
            ["ConnectionStrings:Other"] = "Server=db;Pwd=other-six",
        }).Build());

    [Theory]
    [InlineData("a pass-word-1 b", "a [secret] b")]
    [InlineData("api-key-12older-key-3", "[secret][secret]")]
    [InlineData("merchant-key-4", "[secret]")]
    [InlineData("data base 5 other-six", "[secret] [secret]")]
    [InlineData("data+base+5 data%20base%205 other%2dsix other%2Dsix", "[secret] [secret] [secret] [secret]")]
    [InlineData("pass&#45;word&#x2D;1 pass\\u002dword-1 b3RoZXItc2l4", "[secret] [secret] [secret]4")]
    [InlineData("Pass-Word-1", "Pass-Word-1")]
    [InlineData("public-user short db shop", "public-user short db shop")]
    [InlineData("card 4111111111111111", "card [card number]")]
    [InlineData(null, null)]
    public void Secrets_of_the_configuration_are_replaced(string? text, string? expected) => Assert.Equal(expected, _redactor.Redact(text));

    [Theory]
    [InlineData("card 4111111111111111 declined", "card [card number] declined")]
    [InlineData("4111 1111 1111 1111", "[card number]")]
    [InlineData("5500-0055-5555-5559.", "[card number].")]
    [InlineData("order 4111111111111112", "order 4111111111111112")]
    [InlineData("5d3c1f60-8a2b-4c7e-9b10-000000000009", "5d3c1f60-8a2b-4c7e-9b10-000000000009")]
    public void Card_numbers_are_masked(string text, string expected) => Assert.Equal(expected, OutputRedactor.None.Redact(text));

    [Theory]
    [InlineData("Password=\"pa\"\"ss;word\";Host=db", "pa\"\"ss;word|pa\"ss;word")]
    [InlineData("Password='pa''ss;word';Host=db", "pa''ss;word|pa'ss;word")]
    [InlineData("Password='pa\"\"ss;word';Host=db", "pa\"\"ss;word")]
    [InlineData("Password=\"'pass'\";Host=db", "'pass'")]
    [InlineData("Password='''pass''';Host=db", "''pass''|'pass'")]
    [InlineData("Password=pass-word';Host=db", "pass-word'")]
    [InlineData("Password=\"pass-word;Host=db", "\"pass-word")]
    [InlineData("Host=db;Pwd=abba", "abba")]
    [InlineData("Host=db; Pwd = pa\"ss'word ", "pa\"ss'word")]
    [InlineData("Password=first-1;Pwd=\"second;2\"", "first-1|second;2")]
    [InlineData("Password='';Pwd=", "")]
    public void Password_of_a_connection_string_loses_only_the_quotes_around_it(string connectionString, string expected) =>
        Assert.Equal(expected.Split('|'), OutputRedactor.PasswordsOf(connectionString));

    [Theory]
    [InlineData("Password=\"pa\"\"ss;word\";Host=db")]
    [InlineData("Password='pa\"ss;word';Host=db")]
    public void Password_with_a_quote_is_replaced_as_written_and_as_used(string connectionString)
    {
        var redactor = OutputRedactor.For(new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["ConnectionStrings:Payments"] = connectionString }).Build());

        Assert.Equal("for [secret] on db", redactor.Redact("for pa\"ss;word on db"));
        Assert.DoesNotContain("ss;word", redactor.Redact(connectionString), StringComparison.Ordinal);
    }

    // The replacement contains the secret itself.
    [Fact]
    public void Secret_of_two_keys_is_replaced_once()
    {
        var redactor = OutputRedactor.For(new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["Password"] = "secret", ["Token"] = "secret" }).Build());

        Assert.Equal("a [secret] b", redactor.Redact("a secret b"));
    }

    [Fact]
    public void Reference_of_digits_is_not_taken_for_a_card_number()
    {
        Assert.Equal("4111111111111111", _redactor.RedactReference("4111111111111111"));
        Assert.Equal("[secret]", _redactor.RedactReference("api-key-12"));
    }
}
