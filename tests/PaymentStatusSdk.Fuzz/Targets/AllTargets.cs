using PaymentStatusSdk.Fuzz.Engine;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>The targets. Each is created only when it is used: a target runs code of the product in its constructor.</summary>
internal static class AllTargets
{
    private static readonly Dictionary<string, Func<FuzzTarget>> ByName = new(StringComparer.Ordinal)
    {
        ["xml"] = () => new XmlTarget(),
        ["form"] = () => new FormTarget(),
        ["convergegate"] = () => new ConvergeGateTarget(),
        ["ppro"] = () => new PproTarget(),
        ["desjardins"] = () => new DesjardinsTarget(),
        ["desjardins-session"] = () => new DesjardinsSessionTarget(),
        ["desjardins-message"] = () => new DesjardinsMessageTarget(),
        ["convergegate-callback"] = () => new ConvergeGateCallbackTarget(),
        ["ppro-callback"] = () => new PproCallbackTarget(),
        ["ppro-return"] = () => new PproReturnTarget(),
        ["desjardins-callback"] = () => new DesjardinsCallbackTarget(),
        ["stored-transaction"] = () => new StoredTarget(isChange: false),
        ["stored-change"] = () => new StoredTarget(isChange: true),
        ["headers"] = () => new HeadersTarget(),
        ["coding"] = () => new CodingTarget(),
        ["redaction"] = () => new RedactionTarget(),
        ["options"] = () => new OptionsTarget(),
    };

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public static FuzzTarget Create(string name) => ByName.TryGetValue(name, out var create)
        ? create()
        : throw new ArgumentException($"There is no target '{name}'. Targets: {string.Join(", ", Names)}.", nameof(name));
}
