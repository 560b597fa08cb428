using System.Text;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>One element of a document.</summary>
internal sealed class NaiveElement(string name, string namespaceUri, int depth)
{
    private readonly StringBuilder _text = new();

    public string Name => name;

    public string NamespaceUri => namespaceUri;

    public int Depth => depth;

    /// <summary>The attributes without namespace declarations; the key is the namespace and the local name.</summary>
    public Dictionary<(string NamespaceUri, string Name), string> Attributes { get; } = [];

    /// <summary>The number of attributes, including namespace declarations.</summary>
    public int AttributeCount { get; set; }

    public List<NaiveElement> Children { get; } = [];

    /// <summary>The text directly in this element.</summary>
    public string Text => _text.ToString();

    /// <summary>This element and all below it, in document order.</summary>
    public IEnumerable<NaiveElement> All => Children.SelectMany(child => child.All).Prepend(this);

    public void Append(string text) => _text.Append(text);

    /// <summary>Whether the element has this name and no namespace.</summary>
    public bool Is(string expected) => name == expected && namespaceUri.Length == 0;

    /// <summary>Returns the trimmed value of an attribute without a namespace; null when it is missing or blank.</summary>
    public string? Attribute(string attribute) => Filled(Attributes.GetValueOrDefault(("", attribute)));

    /// <summary>Returns the different trimmed texts of the children with this name; a child with children counts as unreadable.</summary>
    public IReadOnlyList<string> Texts(string child) =>
        [.. Children.Where(one => one.Is(child))
            .Select(one => one.Children.Count > 0 ? "\uFFFD" : Filled(one.Text)).OfType<string>().Distinct()];

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
