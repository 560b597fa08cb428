using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.DependencyInjection;

public sealed class ValidationTests
{
    private const string Misplaced = "hunter2";

    [Fact]
    public async Task Host_start_reports_all_errors_of_all_names_in_one_message()
    {
        var settings = Settings(("K:Shop:AttemptTimeout", "00:20:00"), ("K:Shop:Sekret", Misplaced), ("K:Shop:Other:Nested", Misplaced));
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddPaymentStatus(gateways =>
        {
            gateways.AddKit("shop", settings.Root.GetSection("K:Shop"));
            gateways.AddKit("cards", new KitAdapter(), options =>
            {
                options.MaxRetries = 99;
                options.Endpoint = null;
            });
            gateways.AddKit("fine", new KitAdapter());
            gateways.AddKit("throwing", new KitAdapter(), _ => throw new InvalidOperationException(Misplaced));
        });
        using var host = builder.Build();

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        foreach (var expected in new[]
                 {
                     "K:Shop:AttemptTimeout is", "K:Shop:Secret is missing", "K:Shop:Endpoint is missing", "K:Shop:Sekret is not a setting",
                     "K:Shop:Other is not a setting",
                     "Client 'cards': MaxRetries is 99", "Client 'cards': Endpoint is missing", "Client 'throwing': ",
                 })
        {
            Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        }

        Assert.All(exception.Message.Split(Environment.NewLine), line => Assert.Matches("^(K:Shop|Client '(cards|throwing)'): ?", line));
        Assert.DoesNotContain("fine", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Misplaced, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_with_valid_options_starts_and_stops()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddPaymentStatus(gateways => gateways.AddKit("cards", new KitAdapter()));
        using var host = builder.Build();

        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("AttemptTimout", "AttemptTimeout")]
    [InlineData("atempttimeout", "AttemptTimeout")]
    [InlineData("Timeout", "Timeout")]
    [InlineData("Secrets", "Secret")]
    [InlineData("MaxRetry", "MaxRetries")]
    [InlineData("Xyzzy", "Known settings: AcceptAnswerWithoutReference")]
    public void Unknown_key_is_rejected_with_advice(string key, string advice)
    {
        var message = Failure(($"K:{key}", Misplaced)).Message;

        Assert.Contains($"K:{key} is not a setting of KitOptions", message, StringComparison.Ordinal);
        Assert.Contains(advice, message, StringComparison.Ordinal);
        Assert.DoesNotContain(Misplaced, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AttemptTimeout", Misplaced, "a time such as")]
    [InlineData("AttemptTimeout", "", "a time such as")]
    [InlineData("AttemptTimeout", "30", "must be from 00:00:01 to 00:10:00. A bare number counts days")]
    [InlineData("MaxRetries", Misplaced, "a whole number")]
    [InlineData("MaxRetries", "1.5", "a whole number")]
    [InlineData("MaxRetries", "99999999999", "a whole number")]
    [InlineData("CircuitFailureRatio", "0,5x", "a number such as 0.5")]
    [InlineData("CircuitFailureRatio", "NaN", "above 0")]
    [InlineData("RetryTimeouts", "yes", "true or false")]
    [InlineData("Carrier", Misplaced, "one of Unknown, Raw, Form")]
    [InlineData("Carrier", "1", "one of Unknown, Raw, Form")]
    [InlineData("Hosts", Misplaced, "is a list")]
    [InlineData("Secret:Inner", Misplaced, "must be a single value, not a section")]
    [InlineData("Tolerance", Misplaced, "must be of type Decimal")]
    [InlineData("Tenant", Misplaced, "must be of type Guid")]
    [InlineData("Endpoint", "not an address", "is not an absolute address")]
    public void Unreadable_value_is_reported_without_quoting_it(string key, string value, string expected)
    {
        var message = Failure(($"K:{key}", value)).Message;

        Assert.Contains($"K:{key.Split(':')[0]} ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain(Misplaced, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_the_binder_cannot_read_are_reported_together()
    {
        var message = Failure(("K:Tolerance", Misplaced), ("K:Tenant", Misplaced), ("K:MaxRetries", "99")).Message;

        Assert.Contains("K:Tolerance cannot", message, StringComparison.Ordinal);
        Assert.Contains("K:Tenant cannot", message, StringComparison.Ordinal);
        Assert.Contains("K:MaxRetries is 99", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Codes:7", Misplaced, "cannot be read: it must be one of Unknown, Pending, ")]
    [InlineData("Codes:7", "5", "cannot be read: it must be one of Unknown, Pending, ")]
    [InlineData("Codes:7:Inner", Misplaced, "must be a single value, not a section")]
    [InlineData("Ports:1", Misplaced, "cannot be read: it must be a whole number.")]
    [InlineData("Sizes:1", Misplaced, "cannot be read: it must be a whole number.")]
    [InlineData("Limits:Captured", Misplaced, "cannot be read: it must be a whole number.")]
    [InlineData("Limits:Captures", "1", "cannot be read: its key must be one of Unknown, Pending, ")]
    [InlineData("Limits:5", "1", "cannot be read: its key must be one of Unknown, Pending, ")]
    [InlineData("Carriers:first", "Raw", "cannot be read: its key must be a whole number.")]
    [InlineData("Carriers:1", Misplaced, "cannot be read: it must be one of Unknown, Raw, Form.")]
    public void Invalid_item_of_a_dictionary_or_list_is_reported_with_its_key_and_the_allowed_values(
        string key, string value, string expected)
    {
        var message = Failure(($"K:{key}", value), ("K:Codes:8", "Declined"), ("K:MaxRetries", "99")).Message;

        Assert.Contains($"K:{string.Join(':', key.Split(':')[..2])} {expected}", message, StringComparison.Ordinal);
        Assert.Contains("K:MaxRetries is 99", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Codes:8", message, StringComparison.Ordinal);
        Assert.DoesNotContain(Misplaced, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_item_of_a_list_in_a_dictionary_is_reported_with_its_path() =>
        Assert.Contains(
            "K:Groups:a:1 cannot be read: it must be one of Unknown, Raw, Form.",
            Failure(("K:Groups:a:0", "Raw"), ("K:Groups:a:1", Misplaced)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Codes", "is a dictionary: specify its items as keys below it.")]
    [InlineData("Ports", "is a list: specify its items as keys 0, 1, ...")]
    [InlineData("Seed", "cannot be read: it must be base64.")]
    public void Single_value_of_a_collection_is_reported(string key, string expected) =>
        Assert.Contains($"K:{key} {expected}", Failure(($"K:{key}", "%" + Misplaced)).Message, StringComparison.Ordinal);

    [Fact]
    public void Errors_are_one_per_line_when_the_client_is_resolved_without_a_host()
    {
        var lines = Failure(("K:MaxRetries", "99"), ("K:QueueLimit", "-1")).Message.Split(Environment.NewLine);

        Assert.Equal(["K:MaxRetries is 99", "K:QueueLimit is -1"], lines.Select(line => line.Split(';')[0]));
    }

    [Theory]
    [InlineData("P")]
    [InlineData("")]
    [InlineData("P", "P:Shops:North:Cards")]
    [InlineData("", "P:Shops:North:Cards")]
    public void Parent_section_is_reported_once_with_the_section_below(string path, string below = "P:Cards")
    {
        var root = Settings(
            ($"{below}:Endpoint", "https://gateway.example/"), ($"{below}:Secret", Misplaced), ("P:Other:Endpoint", "x"),
            ("P:Third:A", "x")).Root;
        using var services = new ServiceCollection()
            .AddPaymentStatus(gateways => gateways.AddKit("cards", path.Length == 0 ? root : root.GetSection(path))).BuildServiceProvider();

        var message = Assert.Throws<OptionsValidationException>(services.GetRequiredService<ITransactionStatusClient>).Message;

        var place = path.Length == 0 ? "The configuration" : "The section P";
        Assert.Equal($"{place} contains no setting of KitOptions: did you mean the section below, GetSection(\"{below}\")?", message);
    }

    [Fact]
    public void Nested_section_among_settings_is_reported_by_its_path() =>
        Assert.Contains(
            "K:Shop is not a setting of KitOptions. Did you mean the section below, GetSection(\"K:Shop\")?",
            Failure(("K:Shop:Secret", Misplaced)).Message, StringComparison.Ordinal);

    [Fact]
    public void Missing_section_is_reported_first()
    {
        using var services = new ServiceCollection()
            .AddPaymentStatus(gateways => gateways.AddKit("cards", Settings().Root.GetSection("P:Ppro"))).BuildServiceProvider();

        var lines = Assert.Throws<OptionsValidationException>(services.GetRequiredService<ITransactionStatusClient>).Message
            .Split(Environment.NewLine);

        Assert.Equal("The section P:Ppro is empty or missing.", lines[0]);
        Assert.StartsWith("P:Ppro:Endpoint is missing", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Attempt_timeout_out_of_range_is_one_error() =>
        Assert.DoesNotContain("TotalTimeout", Failure(("K:AttemptTimeout", "30")).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_kind_of_value_is_bound()
    {
        var settings = Settings(
            ("K:Endpoint", "https://gateway.example/"), ("K:secret", "s"), ("K:AttemptTimeout", "00:00:05"), ("K:MaxRetries", "3"),
            ("K:CircuitFailureRatio", "0.25"), ("K:RetryTimeouts", "FALSE"), ("K:Carrier", "form"), ("K:Hosts:0", "a"), ("K:Hosts:1", "b"),
            ("K:Limits:captured", "7"), ("K:Carriers:1", "form"), ("K:Sizes:0", "1"), ("K:Sizes:1", "2"), ("K:Groups:g:0", "raw"),
            ("K:Aliases:0", "x"), ("K:Seed", "AQI="));
        using var services = new ServiceCollection()
            .AddPaymentStatus(gateways => gateways.AddKit("cards", settings.Root.GetSection("K"))).BuildServiceProvider();

        var options = services.GetRequiredKeyedService<PaymentStatusSdk.Adapters.IGatewayOptionsSource<KitOptions>>("cards").Current;

        Assert.Equal(
            (TimeSpan.FromSeconds(5), 3, 0.25, false, KitCarrier.Form, "s"),
            (options.AttemptTimeout, options.MaxRetries, options.CircuitFailureRatio, options.RetryTimeouts, options.Carrier,
                options.Secret));
        Assert.Equal(["a", "b"], options.Hosts);
        Assert.Equal((7, KitCarrier.Form, 2), (options.Limits[PaymentState.Captured], options.Carriers[1], options.Sizes[1]));
        Assert.Equal([KitCarrier.Raw], options.Groups["g"]);
        Assert.Equal(["x"], options.Aliases);
        Assert.Equal([1, 2], options.Seed!);
    }

    [Fact]
    public void Total_timeout_shorter_than_the_attempt_timeout_is_rejected() =>
        Assert.Contains(
            "K:TotalTimeout", Failure(("K:AttemptTimeout", "00:00:20"), ("K:TotalTimeout", "00:00:10")).Message, StringComparison.Ordinal);

    private static ChangeableConfiguration Settings(params (string, string?)[] settings) => new(settings);

    private static OptionsValidationException Failure(params (string, string?)[] settings)
    {
        var root = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["K:Endpoint"] = "https://gateway.example/", ["K:Secret"] = "s" })
            .Add(Settings(settings))
            .Build();
        using var services = new ServiceCollection()
            .AddPaymentStatus(gateways => gateways.AddKit("cards", root.GetSection("K"))).BuildServiceProvider();
        return Assert.Throws<OptionsValidationException>(services.GetRequiredService<ITransactionStatusClient>);
    }
}
