using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>One thing has one name, and text is plain English: docs/glossary.md has the terms.</summary>
public partial class VocabularyTests
{
    // Words that were replaced before the first release, and the word to use.
    private static readonly (string Retired, string Use)[] Identifiers =
    [
        ("(By|Expected)MerchantId|(By|Expected|^)?GatewayId", "MerchantReference, GatewayReference"),
        ("AsksBy(Gateway|Merchant)", "SupportsGatewayReference, SupportsMerchantReference"),
        ("TargetsPerExchange|ExchangesAtOnce", "MaxTransactionsPerExchange, MaxConcurrentExchanges"),
        ("GatewayInfo", "TransactionStatusClientMetadata"),
        ("FollowUp|FollowFor", "TrackingSchedule, TrackFor"),
        ("GatewayReading|GatewayWordMap|UnrecognizedWord|UnmappedWord", "ParsedStatus, GatewayValueMap, UnrecognizedValue"),
        ("BoardingQueue|Passenger|NobodysContext|SeatKey|Seat", "QueryCoalescer, Waiter, DetachedExecution, PendingQuery"),
        ("IExchangeGate|ExchangeGate|IExchangeLease", "IExchangeLock, IExchangeLockHandle"),
        ("CallbackInbox|CallbackBox", "ICallbackRouter, ICallbackMailbox"),
        ("SecretScrubber|SensitiveEcho|BlotOut", "SecretRedactor, EchoRedactor"),
        ("OptionFaults?|WireFaults", "OptionErrors, ProtocolErrors"),
        ("LookNow|LastLookAt|NextLookAt|MaxConcurrentLooks|LookRules|LookPump|LookProgress|LookPhase",
            "CheckNowAsync, LastCheckedAt, NextCheckAt, CheckRules"),
        ("EndedAt|KeepEnded|KeepDelivered|UpkeepInterval|Upkeep", "CompletedAt, CompletedRetention, DeliveredRetention, Maintenance"),
        ("ClaimPump|DeliveryPump|PumpFactory|ClientPause", "LeasedWorker, DeliveryWorker, ClientThrottle"),
        ("ExchangeRun|HasWaitedInVain", "ExchangeState, LockNotAcquired"),
        ("HandOver|Waking", "Enrollment, Wakeup"),
        ("DipsDesk|NotificationSlips", "DipsSessionRegistry, NotificationDefects"),
    ];

    private static readonly Regex RetiredIdentifier = new(
        $@"(?<![A-Za-z])(?:{string.Join('|', Identifiers.Select(one => one.Retired))})(?![a-z])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    // Sentence patterns that a reader has to read twice.
    private static readonly Regex Sentence = new(
        """
        ///?\s*(<summary>\s*)?(Who|What|Those|Of|Such|Else|Whoever|Nobody)\s
        | \?\s*</summary>
        | \b(he|his|him|nobody|stranger)\b
        | \bstands?\ in\b
        | \bgo(es)?\ by\b
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Regex PublicDocs = new(@"///.*\b(tells?|told)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    // Words that the names of tests and the declared variables of tests do not contain.
    private static readonly Regex RetiredTestWord = new(
        """
        \b[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+)*
          _(tells?|told|asks?|asked|looks?|looked|nobody|seats?|aboard|boarding|questions?|upkeep|words?|slips?|gates?|box|boxes
          |blotted|whatever|away|hand_over)
          (_[A-Za-z0-9]+)*\ *\(
        | \b(var|in)\ (told|untold|asked|asking|followed|looks?|seats?|boarding|boarded|departed|scrubbed|word|words|nobody)\b
        | \b\w*(?<!Converge)(Boarding|HandOver|CallbackInbox|LookRules|WordMap|Scrubber|ExchangeGate|GateTests|Upkeep)\w*
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    [Fact]
    public void Retired_words_are_not_used_in_tests()
    {
        Regex[] patterns = [RetiredIdentifier, RetiredTestWord, Sentence];
        var lines = Lines("tests").Where(line => line.File.EndsWith(".cs", StringComparison.Ordinal)
            && !line.File.EndsWith("VocabularyTests.cs", StringComparison.Ordinal));
        var found = lines
            .SelectMany(line => patterns.Where(pattern => pattern.IsMatch(line.Text)).Select(pattern => Show(line, pattern)))
            .ToArray();

        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [Fact]
    public void Retired_identifiers_are_not_used()
    {
        var found = Lines("src", "samples")
            .Where(line => RetiredIdentifier.IsMatch(line.Text))
            .Select(line => Show(line, RetiredIdentifier))
            .ToArray();

        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [Fact]
    public void Sentences_are_plain_English()
    {
        var found = Lines("src", "docs").Concat(RootPages())
            .Where(line => Sentence.IsMatch(line.Text) || PublicDocs.IsMatch(line.Text))
            .Select(line => Show(line, Sentence.IsMatch(line.Text) ? Sentence : PublicDocs))
            .ToArray();

        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [Fact]
    public void No_type_name_occurs_twice()
    {
        var twice = Packages.Names
            .SelectMany(name => Packages.Load(name).GetTypes())
            .Where(type => !type.Name.Contains('<', StringComparison.Ordinal)
                && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
            .Where(type => type.Namespace?.StartsWith("PaymentStatusSdk", StringComparison.Ordinal) == true)
            .GroupBy(type => type.Name)
            .Where(group => group.Count() > 1)
            .Select(group => string.Join(", ", group.Select(type => type.FullName)));

        Assert.Empty(twice);
    }

    [Theory]
    [InlineData("    public void Gateway_is_asked_once_more()", true)]
    [InlineData("        var told = handler.Changes;", true)]
    [InlineData("public class LookRulesTests", true)]
    [InlineData("    public void Gateway_is_queried_once_more()", false)]
    [InlineData("        var gateway = ConvergeGateSimulator.StartAsync();", false)]
    public void Pattern_of_tests_finds_what_it_is_for(string line, bool isFound) => Assert.Equal(isFound, RetiredTestWord.IsMatch(line));

    [Theory]
    [InlineData("    /// <summary>Is an attempt repeated whose time ran out?</summary>", true)]
    [InlineData("    // Who finds it taken locks nothing.", true)]
    [InlineData("    // A caller that gives up: he is taken off.", true)]
    [InlineData("    /// <summary>Whether a timed-out attempt is retried.</summary>", false)]
    public void Pattern_finds_what_it_is_for(string line, bool isFound) => Assert.Equal(isFound, Sentence.IsMatch(line));

    private static IEnumerable<(string File, int Number, string Text)> Lines(params string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Packages.Root, folder), "*", SearchOption.AllDirectories))
        .Where(file => Path.GetExtension(file) is ".cs" or ".md" && !BuildOutput().IsMatch(file))
        .SelectMany(Numbered);

    private static IEnumerable<(string File, int Number, string Text)> RootPages() =>
        Directory.EnumerateFiles(Packages.Root, "*.md").Where(file => Path.GetFileName(file) != "CHANGELOG.md").SelectMany(Numbered);

    private static IEnumerable<(string File, int Number, string Text)> Numbered(string file) =>
        File.ReadLines(file).Select((text, index) => (Path.GetRelativePath(Packages.Root, file), index + 1, text));

    private static string Show((string File, int Number, string Text) line, Regex pattern) =>
        $"{line.File}:{line.Number} '{pattern.Match(line.Text).Value.Trim()}': {line.Text.Trim()}";

    [GeneratedRegex(@"[\\/](obj|bin|artifacts|node_modules)[\\/]")]
    private static partial Regex BuildOutput();
}
