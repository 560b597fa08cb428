namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>The result of the XML reader for one element.</summary>
/// <param name="Depth">The number of elements around it.</param>
/// <param name="AttributeCount">The number of attributes, including namespace declarations.</param>
/// <param name="Name">The index of its name in the list of compared names; -1 for none of them.</param>
/// <param name="Attributes">The compared attributes.</param>
internal sealed record XmlElementReading(int Depth, int AttributeCount, int Name, string?[] Attributes)
{
    /// <summary>The raw text; null when the element has children.</summary>
    public string? Text { get; set; }

    /// <summary>Whether no character of the text was replaced or repaired.</summary>
    public bool IsSound { get; set; }
}

/// <summary>The result of the XML reader for one document.</summary>
/// <param name="IsRepaired">Whether the reader flagged the document.</param>
/// <param name="Elements">The elements in document order.</param>
internal sealed record XmlReading(bool IsRepaired, IReadOnlyList<XmlElementReading> Elements);
