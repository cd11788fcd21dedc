"""The commonest short words of languages in Latin letters: by them a line's language is told.

Chosen by hand; tests/unit/languages/test_detect.py says how well they do. A word may stand in several languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, frozenset[str]]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": """the a an and or but if of to in on at by for from with without about into over after before between
            under than then that this these those there here it its is are was were be been being am do does did done
            have has had having can could will would shall should may might must not no nor yes you your yours he him
            his she her they them their we us our i me my who whom which what when where why how all any some each
            every both few more most other another such only own same so too very just also as because while until
            again once out up down off new one two please cannot now get use used using more""",
        "de": """der die das den dem des ein eine einen einem einer eines und oder aber wenn dann weil dass daß ob als
            wie auch nur noch schon sehr mehr nicht kein keine keinen keiner ist sind war waren wird werden wurde wurden
            worden sein seine seiner ihr ihre ihren ihrer ihnen ich du er sie es wir mich mir dich dir uns euch sich
            man hat haben hatte kann können konnte konnten muss müssen soll sollen sollte darf dürfen will wollen
            möchte möchten zu zum zur von vom vor nach mit ohne bei beim aus auf für über unter um an am im in ins
            durch gegen bis seit während hier dort da was wer wo warum wann welche welcher dieser diese dieses diesem
            diesen alle alles jede jeder jetzt heute bitte datei ja nein gibt heißt sowie bereits""",
        "es": """el la los las lo un una unos unas y e o u pero si no sí ni de del al a en con sin por para sobre entre
            hasta desde hacia que qué quien cual cuál como cómo cuando cuándo donde dónde porque es son está están era
            eran fue fueron ser sido estar hay ha han había he hemos tiene tienen puede pueden pudo debe deben se su
            sus mi mis tu tus nuestro nuestra me te le les nos yo él ella ellos usted ustedes este esta esto estos
            estas ese esa eso esos esas muy más menos también ya aún todo toda todos todas otro otra ningún ninguna
            aquí ahora hoy así solo sólo desea quiere archivo dos""",
        "fr": """le la les un une des du de et ou mais si ne pas plus que qui quoi dont où quand comment pourquoi
            est sont était étaient été être avoir a ont avait fait faire peut peuvent doit doivent ce cet cette ces
            ça se sa son ses leur leurs mon ma mes ton ta tes notre nos votre vos je tu il elle on nous vous ils
            elles me te lui en à au aux dans sur sous avec sans pour par entre vers chez comme très bien aussi
            encore déjà tout toute tous toutes autre autres aucun aucune même ici maintenant impossible voulez
            fichier lors cela""",
        "it": """il lo la i gli le un uno una e ed o ma se non di del dello della dei degli delle a al allo alla ai agli
            alle da dal dalla dai dalle in nel nello nella nei nelle su sul sulla sui sulle con senza per tra fra che
            chi cui come quando dove perché è sono era erano stato stata stati essere ha hanno aveva può possono deve
            devono si suo sua suoi mio mia tuo tua nostro vostro io tu lui lei noi voi loro mi ti ci vi questo questa
            questi queste quello quella più meno anche ancora già tutto tutti tutte altro altri ogni nessun nessuna
            qui ora oggi così solo molto vuoi impossibile""",
        "pt": """o os as um uma uns umas e ou mas se não sim nem de do da dos das a ao à aos às em no na nos nas num
            numa com sem por pelo pela para sobre entre até desde que quem qual como quando onde porque é são está estão
            era foi foram ser sido estar há tem têm pode podem deve devem seu sua seus suas meu minha teu nosso nossa eu
            ele ela nós eles você vocês me lhe isto isso este esta estes estas esse essa aquele muito mais menos também
            já ainda todo todos todas outro outra nenhum nenhuma aqui agora hoje assim só deseja arquivo ficheiro""",
        "nl": """de het een en of maar als dan dat die dit deze niet geen wel is zijn was waren wordt worden werd werden
            ben bent heeft hebben had kan kunnen kon moet moeten mag mogen zal zullen zou wil willen ik jij je u hij
            zij ze wij we jullie hem haar hun ons onze mijn uw zich men er hier daar wat wie waar wanneer waarom hoe
            van voor naar in op aan bij met zonder om te tot uit over onder door tegen tussen tijdens ook nog al
            alleen meer zeer alle elk elke ander andere nu vandaag bestand naam wilt""",
        "pl": """i oraz lub albo ale jeśli jeżeli że żeby aby gdy kiedy gdzie jak jako co kto który która które którego
            której nie tak jest są był była było były być będzie ma mają można może mogą musi należy się w we z ze na
            do od po za dla przez przy pod nad przed między bez o u to ten ta te tego tej tym ich jego jej mój moja
            twój ja ty on ona my wy oni tylko już jeszcze bardzo także też czy brak tutaj teraz dziś wszystkie każdy
            plik pliku""",
        "cs": """a i nebo ale pokud jestliže že aby když kde jak jako co kdo který která které kterého není nejsou je
            jsou byl byla bylo byly být bude má mají lze nelze může mohou musí se si ve z ze na do od po za pro při
            pod nad před mezi bez ke to ten ta tento tato toto těchto jeho její jejich můj já ty on ona my vy
            oni pouze již už ještě velmi také než zde nyní dnes všechny každý soubor souboru chcete""",
        "sv": """och eller men om att som den det de denna detta dessa en ett är var vara varit blir blev har hade kan
            kunde ska skall skulle vill måste får inte ingen inget inga jag du han hon vi ni honom henne dem oss min
            mitt din sin sitt i på av för till från med utan vid under över efter mellan genom hos vad vem vilken när
            där här varför hur också bara redan mycket mer alla varje annan annat nu idag finns filen kunde""",
        "da": """og eller men hvis at som den det de denne dette disse en et er var være været bliver blev har havde kan
            kunne skal skulle vil må ikke ingen intet jeg du han hun vi i ham hende dem os min mit din dit sin sit på
            af for til fra med uden ved under over efter mellem gennem hos hvad hvem hvilken når hvor her der hvorfor
            hvordan også kun allerede meget mere alle hver anden andet nu dag findes filen mig dig sig bruges""",
        "nb": """og eller men hvis at som den det de denne dette disse en et ei er var være vært blir ble har hadde kan
            kunne skal skulle vil må ikke ingen ingenting jeg du han hun vi dere ham henne dem oss min mitt din ditt
            sin sitt i på av for til fra med uten ved under over etter mellom gjennom hos hva hvem hvilken når hvor
            her der hvorfor hvordan også bare allerede mye mer alle hver annen annet nå dag finnes filen meg deg seg
            brukes klarte""",
        "fi": """ja tai mutta jos että kun kuin niin myös ei eivät ole on ovat oli olivat olla ollut olisi voi voivat
            voida pitää täytyy minä sinä hän me te he se ne tämä nämä tuo joka jotka mikä mitä kuka missä milloin miksi
            miten sen tämän siitä tästä hänen minun sinun kanssa ilman ennen jälkeen aikana vain vielä jo hyvin
            enemmän kaikki jokainen muu toinen nyt tänään tässä haluatko tiedosto tiedostoa eikä sekä""",
        "tr": """ve veya ya ile ama ancak eğer çünkü bir bu şu o bunu bunun için gibi kadar göre sonra önce daha en çok
            az değil yok var mı mi mu mü ne kim nasıl neden nerede zaman ben sen biz siz onlar beni seni onun benim
            senin her tüm bütün hiçbir başka yeni olan olarak oldu olduğu olur olabilir edildi etmek ister de da ki
            şimdi bugün burada lütfen dosya dosyası içinde üzerinde yalnızca""",
        "vi": """và hoặc nhưng nếu là của có không được cho các những một này đó khi đã đang sẽ bị với trong trên dưới
            từ đến tại để như thì mà rất cũng chỉ còn hơn tất cả mọi người tôi bạn anh chị ông bà chúng ta họ nó ai gì
            nào sao đâu vì nên phải cần thể muốn ở vào ra lại theo về sau trước giữa ngoài hãy xin vui lòng tập tin
            hôm nay bây giờ""",
        "hu": """a az egy és vagy de ha hogy nem ne is van vannak volt lesz lehet kell lehetséges nincs ez ezt ennek azt
            annak ami aki mely amely mi ki hol mikor miért hogyan én te ő mi ti ők meg el be le fel csak már még nagyon
            több minden más új után előtt alatt között nélkül szerint miatt itt ott most ma kérem fájl által nélkül""",
        "ro": """și sau dar dacă că să nu este sunt era fost fi au are avea poate pot trebuie va vor un o unei unui al
            ai ale lui ei lor pe în din de la cu fără pentru prin după între până către ce care cine unde când cum eu tu
            el ea noi voi ei mai foarte doar numai toate tot fiecare alt altă acest această acestui aici acum astăzi
            fișier fișierul""",
        "id": """dan atau tetapi jika yang untuk dari dalam dengan tanpa pada ke di ini itu adalah tidak bukan ada akan
            telah sudah sedang dapat bisa harus oleh sebagai seperti karena ketika saat saya anda kami kita mereka dia
            apa siapa mana kapan mengapa bagaimana semua setiap lain baru hanya juga lebih sangat sekarang berkas
            sebuah suatu apakah para""",
        "ca": """el la els les un una uns unes i o però si no de del dels al als a en amb sense per sobre entre fins des
            que qui què com quan on perquè és són està era ha han he hi ho pot poden cal es seu seva seus seves meu
            aquest aquesta aquests aquestes això molt més menys també ja encara tot tots totes altre altra cap aquí
            ara avui així només fitxer voleu""",
    }.items()
}

LETTERS: Final[Mapping[str, tuple[str, ...]]] = {
    "ß": ("de",), "ä": ("de", "sv", "fi"), "ö": ("de", "sv", "fi", "tr", "hu"), "ü": ("de", "tr", "hu"),
    "ñ": ("es",), "¿": ("es",), "¡": ("es",), "ã": ("pt", "vi"), "õ": ("pt", "vi"), "ç": ("fr", "pt", "tr", "ca"),
    "è": ("fr", "it", "ca", "vi"), "ê": ("fr", "pt", "vi"), "ë": ("nl", "fr"), "ï": ("ca", "fr", "nl"), "œ": ("fr",),
    "ù": ("fr", "it", "vi"), "ò": ("it", "ca", "vi"), "ì": ("it", "vi"),
    "ł": ("pl",), "ą": ("pl",), "ę": ("pl",), "ż": ("pl",), "ź": ("pl",), "ś": ("pl",), "ć": ("pl",), "ń": ("pl",),
    "ř": ("cs",), "ě": ("cs",), "ů": ("cs",), "č": ("cs",), "š": ("cs",), "ž": ("cs",), "ý": ("cs", "vi"),
    "å": ("sv", "da", "nb"), "ø": ("da", "nb"), "æ": ("da", "nb"),
    "ğ": ("tr",), "ı": ("tr",), "ş": ("tr",), "ő": ("hu",), "ű": ("hu",),
    "ă": ("ro", "vi"), "ț": ("ro",), "ș": ("ro",), "đ": ("vi",), "ơ": ("vi",), "ư": ("vi",),
}  # fmt: skip
"""Letters and the languages that have them."""
