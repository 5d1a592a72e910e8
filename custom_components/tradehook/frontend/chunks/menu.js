var e=globalThis,t=e.ShadowRoot&&(e.ShadyCSS===void 0||e.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,n=Symbol(),r=new WeakMap,i=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==n)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,n=this.t;if(t&&e===void 0){let t=n!==void 0&&n.length===1;t&&(e=r.get(n)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),t&&r.set(n,e))}return e}toString(){return this.cssText}},a=e=>new i(typeof e==`string`?e:e+``,void 0,n),o=(e,...t)=>new i(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,n),s=(n,r)=>{if(t)n.adoptedStyleSheets=r.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let t of r){let r=document.createElement(`style`),i=e.litNonce;i!==void 0&&r.setAttribute(`nonce`,i),r.textContent=t.cssText,n.appendChild(r)}},c=t?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return a(t)})(e):e,{is:l,defineProperty:u,getOwnPropertyDescriptor:d,getOwnPropertyNames:ee,getOwnPropertySymbols:te,getPrototypeOf:ne}=Object,f=globalThis,re=f.trustedTypes,ie=re?re.emptyScript:``,ae=f.reactiveElementPolyfillSupport,p=(e,t)=>e,m={toAttribute(e,t){switch(t){case Boolean:e=e?ie:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},h=(e,t)=>!l(e,t),oe={attribute:!0,type:String,converter:m,reflect:!1,useDefault:!1,hasChanged:h};Symbol.metadata??=Symbol(`metadata`),f.litPropertyMetadata??=new WeakMap;var g=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=oe){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&u(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=d(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??oe}static _$Ei(){if(this.hasOwnProperty(p(`elementProperties`)))return;let e=ne(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(p(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(p(`properties`))){let e=this.properties,t=[...ee(e),...te(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(c(e))}else e!==void 0&&t.push(c(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?m:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?m:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??h)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};g.elementStyles=[],g.shadowRootOptions={mode:`open`},g[p(`elementProperties`)]=new Map,g[p(`finalized`)]=new Map,ae?.({ReactiveElement:g}),(f.reactiveElementVersions??=[]).push(`2.1.2`);var _=globalThis,se=e=>e,v=_.trustedTypes,ce=v?v.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,y=`$lit$`,b=`lit$${Math.random().toFixed(9).slice(2)}$`,x=`?`+b,le=`<${x}>`,S=document,C=()=>S.createComment(``),w=e=>e===null||typeof e!=`object`&&typeof e!=`function`,T=Array.isArray,ue=e=>T(e)||typeof e?.[Symbol.iterator]==`function`,E=`[ 	
\f\r]`,D=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,de=/-->/g,O=/>/g,k=RegExp(`>|${E}(?:([^\\s"'>=/]+)(${E}*=${E}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),fe=/'/g,pe=/"/g,me=/^(?:script|style|textarea|title)$/i,A=(e=>(t,...n)=>({_$litType$:e,strings:t,values:n}))(1),j=Symbol.for(`lit-noChange`),M=Symbol.for(`lit-nothing`),he=new WeakMap,N=S.createTreeWalker(S,129);function ge(e,t){if(!T(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return ce===void 0?t:ce.createHTML(t)}var _e=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=D;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===D?c[1]===`!--`?o=de:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=k):(me.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=k):o=O:o===k?c[0]===`>`?(o=i??D,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?k:c[3]===`"`?pe:fe):o===pe||o===fe?o=k:o===de||o===O?o=D:(o=k,i=void 0);let d=o===k&&e[t+1].startsWith(`/>`)?` `:``;a+=o===D?n+le:l>=0?(r.push(s),n.slice(0,l)+y+n.slice(l)+b+d):n+b+(l===-2?t:d)}return[ge(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},P=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=_e(t,n);if(this.el=e.createElement(l,r),N.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=N.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(y)){let t=u[o++],n=i.getAttribute(e).split(b),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?ye:r[1]===`?`?be:r[1]===`@`?xe:L}),i.removeAttribute(e)}else e.startsWith(b)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(me.test(i.tagName)){let e=i.textContent.split(b),t=e.length-1;if(t>0){i.textContent=v?v.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],C()),N.nextNode(),c.push({type:2,index:++a});i.append(e[t],C())}}}else if(i.nodeType===8){if(i.data===x)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(b,e+1))!==-1;)c.push({type:7,index:a}),e+=b.length-1}}a++}}static createElement(e,t){let n=S.createElement(`template`);return n.innerHTML=e,n}};function F(e,t,n=e,r){if(t===j)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=w(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=F(e,i._$AS(e,t.values),i,r)),t}var ve=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??S).importNode(t,!0);N.currentNode=r;let i=N.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new I(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new Se(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=N.nextNode(),a++)}return N.currentNode=S,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},I=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=M,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=F(this,e,t),w(e)?e===M||e==null||e===``?(this._$AH!==M&&this._$AR(),this._$AH=M):e!==this._$AH&&e!==j&&this._(e):e._$litType$===void 0?e.nodeType===void 0?ue(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==M&&w(this._$AH)?this._$AA.nextSibling.data=e:this.T(S.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=P.createElement(ge(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new ve(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=he.get(e.strings);return t===void 0&&he.set(e.strings,t=new P(e)),t}k(t){T(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(C()),this.O(C()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=se(e).nextSibling;se(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},L=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=M,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=M}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=F(this,e,t,0),a=!w(e)||e!==this._$AH&&e!==j,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=F(this,r[n+o],t,o),s===j&&(s=this._$AH[o]),a||=!w(s)||s!==this._$AH[o],s===M?e=M:e!==M&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===M?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},ye=class extends L{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===M?void 0:e}},be=class extends L{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==M)}},xe=class extends L{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=F(this,e,t,0)??M)===j)return;let n=this._$AH,r=e===M&&n!==M||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==M&&(n===M||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Se=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){F(this,e)}},Ce={M:y,P:b,A:x,C:1,L:_e,R:ve,D:ue,V:F,I,H:L,N:be,U:xe,B:ye,F:Se},we=_.litHtmlPolyfillSupport;we?.(P,I),(_.litHtmlVersions??=[]).push(`3.3.3`);var Te=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new I(t.insertBefore(C(),e),e,void 0,n??{})}return i._$AI(e),i},R=globalThis,z=class extends g{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Te(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return j}};z._$litElement$=!0,z.finalized=!0,R.litElementHydrateSupport?.({LitElement:z});var Ee=R.litElementPolyfillSupport;Ee?.({LitElement:z}),(R.litElementVersions??=[]).push(`4.2.2`);var B=e=>(t,n)=>{n===void 0?customElements.define(e,t):n.addInitializer(()=>{customElements.define(e,t)})},De={attribute:!0,type:String,converter:m,reflect:!1,hasChanged:h},Oe=(e=De,t,n)=>{let{kind:r,metadata:i}=n,a=globalThis.litPropertyMetadata.get(i);if(a===void 0&&globalThis.litPropertyMetadata.set(i,a=new Map),r===`setter`&&((e=Object.create(e)).wrapped=!0),a.set(n.name,e),r===`accessor`){let{name:r}=n;return{set(n){let i=t.get.call(this);t.set.call(this,n),this.requestUpdate(r,i,e,!0,n)},init(t){return t!==void 0&&this.C(r,void 0,e,t),t}}}if(r===`setter`){let{name:r}=n;return function(n){let i=this[r];t.call(this,n),this.requestUpdate(r,i,e,!0,n)}}throw Error(`Unsupported decorator location: `+r)};function V(e){return(t,n)=>typeof n==`object`?Oe(e,t,n):((e,t,n)=>{let r=t.hasOwnProperty(n);return t.constructor.createProperty(n,e),r?Object.getOwnPropertyDescriptor(t,n):void 0})(e,t,n)}function H(e){return V({...e,state:!0,attribute:!1})}function ke(e){if(e!==null)return(e.includes(`.`)?e.replace(/0+$/,``):e).split(`.`)[1]?.length??0}var Ae=class{constructor(e){this.cache=new Map,this.language=e.language,this.grouped=e.number_format!==`none`,this.numbers={comma_decimal:`en-US`,decimal_comma:`de`,space_comma:`fr`,quote_decimal:`de-CH`,none:`en-US`,system:void 0}[e.number_format],this.numbers===void 0&&e.number_format!==`system`&&(this.numbers=e.language)}number(e,t,n=!1){return e==null?`–`:this.formatter(t,n).format(e)}price(e,t){return this.number(e,ke(t))}money(e,t,n=!1){if(e==null)return`–`;let r=[`BTC`,`ETH`,`BNB`,`SOL`].includes(t);return`${this.number(e,r?8:2,n)} ${t}`}percent(e){return e==null?`–`:`${this.number(e,2,!0)} %`}time(e){return e?new Intl.DateTimeFormat(this.language,{dateStyle:`medium`,timeStyle:`medium`}).format(new Date(e)):`–`}formatter(e,t){let n=`${e} ${t}`,r=this.cache.get(n);return r||(r=new Intl.NumberFormat(this.numbers,{minimumFractionDigits:e??0,maximumFractionDigits:e??12,signDisplay:t?`exceptZero`:`auto`,useGrouping:this.grouped}),this.cache.set(n,r)),r}};function je(e){let t=Number(e??0);return t>0?`profit`:t<0?`loss`:``}function U(e){return e.split(`:`)[0]??e}var Me=`M12,16A2,2 0 0,1 14,18A2,2 0 0,1 12,20A2,2 0 0,1 10,18A2,2 0 0,1 12,16M12,10A2,2 0 0,1 14,12A2,2 0 0,1 12,14A2,2 0 0,1 10,12A2,2 0 0,1 12,10M12,4A2,2 0 0,1 14,6A2,2 0 0,1 12,8A2,2 0 0,1 10,6A2,2 0 0,1 12,4Z`,Ne=`M3,6H21V8H3V6M3,11H21V13H3V11M3,16H21V18H3V16Z`,Pe=`M20,11V13H8L13.5,18.5L12.08,19.92L4.16,12L12.08,4.08L13.5,5.5L8,11H20Z`;function Fe(e){return A`<svg viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true">
    <path d=${e}></path>
  </svg>`}var Ie=class{constructor(e){this.connection=e}connect(){return this.ask(`connect`,{protocol:1})}positions(e){return this.subscribe(`subscribe_positions`,{},e)}accounts(e){return this.subscribe(`subscribe_accounts`,{},e)}signals(e){return this.subscribe(`subscribe_signals`,{},e)}market(e,t,n,r){return this.subscribe(`subscribe_market`,{account:e,symbol:t,interval:n},r)}close(e){return this.ask(`close_position`,W(e))}keep(e){return this.ask(`keep_position`,W(e))}createLink(e,t){return this.ask(`create_link`,{...W(e),mode:t})}links(e){return this.ask(`links`,W(e))}revokeLink(e,t){return this.ask(`revoke_link`,{account:e,link_id:t})}position(e){return this.ask(`position`,W(e))}history(e,t){return this.ask(`history`,Le(e,t))}trades(e,t,n=100){return this.ask(`trades`,{...Le(e,t),limit:n})}setBot(e,t,n){return this.ask(`set_bot`,{account:e,bot_id:t,on:n})}setTrading(e,t){return this.ask(`set_trading`,{account:e,on:t})}webhook(e,t){return this.ask(`bot_webhook`,{account:e,bot_id:t})}sendSignal(e,t,n){return this.ask(`send_signal`,{account:e,bot_id:t,signal:n})}ask(e,t){return this.connection.sendMessagePromise({type:`tradehook/${e}`,...t})}async subscribe(e,t,n){let r=await this.connection.subscribeMessage(n,{type:`tradehook/${e}`,...t},{resubscribe:!1});return()=>void r().catch(()=>void 0)}};function W({account:e,position_id:t}){return{account:e,position_id:t}}function Le(e,t){return t===void 0?{account:e}:{account:e,before:t}}function G(e){return typeof e==`object`&&e&&`message`in e?String(e.message):String(e)}var K={tab:{overview:`Overview`,positions:`My positions`,signals:`Signal log`,builder:`Webhook builder`,trades:`Trades`},common:{actions:`Actions`,back:`Back`,cancel:`Cancel`,copied:`Copied`,copy:`Copy`,done:`Done`,loading:`Loading …`,menu:`Open the sidebar`,views:`Views`,working:`Working …`},status:{connecting:`Connecting …`,disconnected:`The connection to Home Assistant was lost. It comes back by itself.`,outdated:`Tradehook was updated`,outdated_next:`This page is the one of before. Reload it to go on.`,reload:`Reload`,unavailable:`Tradehook does not answer yet`,unavailable_next:`It is tried again by itself, for example while Home Assistant is starting.`,pending:`Pending`,open:`Open`,closing:`Closing`,closed:`Closed`,cancelled:`Cancelled`,error:`Error`},side:{long:`Long`,short:`Short`,buy:`Buy`,sell:`Sell`},column:{symbol:`Market`,side:`Side`,status:`Status`,size:`Size`,entry_price:`Entry price`,mark_price:`Mark price`,profit_percentage:`Profit %`,unrealized_profit:`Unrealised profit`,opened_at:`Opened`,realized_profit:`Realised profit`,invested:`Invested`,closed_at:`Closed`,close_reason:`Closed by`},positions:{title:`My positions`,filter:`Filter by market, bot, account or side`,sort:`Sort by`,count:`{count} positions`,menu:`Actions for {name}`,no_match:`No position matches the filter.`,none:`No open positions`,none_next:`They appear here by themselves once a bot accepts a signal. Build the message for your alert, test it, and send the first one.`,removed_bot:`Removed bot`,to_builder:`Open the webhook builder`},position:{show:`Show details`,chart:`Chart`,chart_of:`Price chart of {name} with its entry, take profits, stop and fills`,interval:`Length of a candle`,interval_5:`5 s`,interval_60:`1 min`,orders:`Orders`,fills:`Fills`,fee:`Fee {fee}`,links:`Webhook links`,link_url:`Address of the link`,no_links:`No link works for this position. Create one from the menu.`,revoke:`Revoke`,revoke_title:`Revoke this link?`,revoke_text:`Alerts that use it no longer do anything to this position.`,revoked:`The link was revoked.`},close:{menu:`Close at market price …`,title:`Close {name}?`,text:`{size} are closed at market price, and all other orders of the position are cancelled. Unrealised profit now: {profit}.`,unfilled:`Nothing has filled yet: the entry is cancelled.`,confirm:`Close at market price`,cancel:`Cancel the entry`},keep:{menu:`Keep what has filled …`,title:`Keep {name}?`,text:`What is still open of the entry is cancelled. What has filled stays open with its stop and targets.`,unfilled:`Nothing has filled yet: the entry is cancelled, and nothing is left to keep.`,confirm:`Keep`},link:{create_menu:`Create webhook link …`,create:`Create link`,title:`Webhook link for {name}`,what:`Whoever opens the link, or sends an alert without a message to it, does at once what you choose here.`,close:`Close with market order`,close_means:`Closes a filled position at market price. An entry that has not filled is cancelled.`,keep:`Keep the position open`,keep_means:`Leaves a filled position alone. An entry that has not filled is cancelled.`,how:`Paste it as the webhook URL of a TradingView alert and leave the alert's message empty, or open it in a browser. The link is a secret: it works for everybody who has it.`},done:{cancelled:`The entry was cancelled.`,closed:`The position is being closed at market price.`,remainder_cancelled:`What was open of the entry was cancelled, the rest is kept.`,kept:`The position is filled and was left alone.`,nothing:`The position is already being closed.`},signals:{all:`All signals`,code:`Code`,filter:`Show signals`,from:`To`,none:`No signals yet`,none_next:`Every message that reaches a bot is listed here with its answer. If an alert has fired and nothing appears, it did not reach Home Assistant: check its webhook URL.`,payload:`The message, without its secret`,to_position:`Show the position`,unreadable:`Unreadable message`},signal:{accepted:`Accepted`,refused:`Refused`,duplicate:`Duplicate`,test:`Test`,failed:`Failed`,expired:`Expired`},overview:{bot_numbers:`{open} open · {trades} trades · {wins} % won`,disconnected:`Exchange not reached`,free_balance:`Free balance`,invested:`Invested`,no_bots:`This account has no bot yet: add one under Settings > Devices & services > Tradehook.`,none:`No account yet`,none_next:`Add a paper account to try everything without money, then a bot.`,open_positions:`Open positions`,realized_profit:`Realised profit`,realized_profit_today:`Realised today`,start:`Start`,start_bot:`Start {name}`,start_text:`The bot acts on signals again.`,started:`{name} was started.`,stop:`Stop`,stop_bot:`Stop {name}`,stop_text:`The bot refuses signals that open or increase. Its positions stay open with their stops and targets.`,stopped:`{name} was stopped.`,to_integration:`Open the integration`,trading:`Trading`,trading_off:`Off: nothing is opened or increased.`,trading_on:`On: bots may open positions.`,trading_start:`Turn trading of {name} on?`,trading_start_text:`Running bots act on signals again.`,trading_stop:`Turn trading of {name} off?`,trading_stop_text:`No bot of this account opens or increases anything, and unfilled entries are cancelled. Open positions keep their stops and targets.`,turn_off:`Turn off`,turn_on:`Turn on`,unrealized_profit:`Unrealised profit`},account_type:{paper:`Paper`,live:`Live`},market_type:{spot:`Spot`,linear:`Futures`},account_state:{not_loaded:`This account is not loaded.`,setup_error:`This account could not be set up.`,setup_retry:`This account could not be started yet; it is tried again.`},bot_status:{running:`Running`,cooling_down:`Cooling down`,stopped:`Stopped`,halted:`Halted`},level:{entry:`Entry`,dca:`DCA`,take_profit:`TP`,stop:`Stop`,emergency:`Emergency stop`},purpose:{entry:`Entry`,dca:`DCA`,increase:`Increase`,reduce:`Reduce`,take_profit:`Take profit`,stop_loss:`Stop loss`,close:`Close`,liquidation:`Liquidation`},order_type:{market:`Market`,limit:`Limit`}},Re=Object.assign({});function ze(e){return(t,n={})=>(Ve(e,t)??Ve(K,t)??t).replace(/\{(\w+)\}/g,(e,t)=>String(n[t]??e))}async function Be(e){for(let t of[e,e.split(`-`)[0]]){let e=Re[`./translations/${t}.json`];if(e)return(await e()).default}return K}function q(e,t,n){if(!n)return``;let r=`${t}.${n}`,i=e(r);return i===r?n.replaceAll(`_`,` `):i}function Ve(e,t){let n=e;for(let e of t.split(`.`)){if(typeof n!=`object`)return;n=n[e]}return typeof n==`string`?n:void 0}var He=ze(K),J=o`
  :host {
    --th-profit: color-mix(in srgb, var(--success-color, #43a047) 62%, var(--primary-text-color));
    --th-loss: color-mix(in srgb, var(--error-color, #db4437) 72%, var(--primary-text-color));
    --th-link: color-mix(in srgb, var(--primary-color) 62%, var(--primary-text-color));
    --th-button: color-mix(in srgb, var(--primary-color) 62%, #000);
    --th-danger: color-mix(in srgb, var(--error-color, #db4437) 72%, #000);
    --th-soft: color-mix(in srgb, var(--secondary-text-color) 75%, var(--primary-text-color));
    --th-line: var(--divider-color, rgba(127, 127, 127, 0.3));
    --th-radius: var(--ha-card-border-radius, 12px);
    color: var(--primary-text-color);
  }
  * {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--th-link);
    outline-offset: 2px;
  }
  .card {
    background: var(--ha-card-background, var(--card-background-color));
    border: 1px solid var(--ha-card-border-color, var(--th-line));
    border-radius: var(--th-radius);
    box-shadow: var(--ha-card-box-shadow, none);
  }
  .profit {
    color: var(--th-profit);
  }
  .loss {
    color: var(--th-loss);
  }
  .soft {
    color: var(--th-soft);
  }
  .number {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  h1,
  h2,
  h3 {
    font-weight: 500;
    margin: 0;
  }
  h2 {
    font-size: 20px;
  }
  h3 {
    font-size: 16px;
  }
  p {
    margin: 8px 0;
    line-height: 1.5;
  }
  button,
  input,
  select,
  textarea {
    color: inherit;
    font: inherit;
  }
  .button {
    background: var(--th-button);
    border: 0;
    border-radius: 20px;
    color: #fff;
    cursor: pointer;
    font-weight: 500;
    min-height: 40px;
    padding: 8px 20px;
    text-decoration: none;
  }
  .button.plain {
    background: none;
    color: var(--th-link);
  }
  .button.outlined {
    background: none;
    border: 1px solid var(--th-line);
    color: var(--th-link);
  }
  .button.danger {
    background: var(--th-danger);
  }
  .button:disabled {
    cursor: default;
    opacity: 0.6;
  }
  .button:hover:not(:disabled) {
    filter: brightness(1.12);
  }
  .icon-button {
    align-items: center;
    background: none;
    border: 0;
    border-radius: 50%;
    cursor: pointer;
    display: inline-flex;
    height: 40px;
    justify-content: center;
    padding: 0;
    width: 40px;
  }
  .icon-button:hover {
    background: color-mix(in srgb, currentColor 10%, transparent);
  }
  .field {
    background: var(--card-background-color);
    border: 1px solid color-mix(in srgb, var(--secondary-text-color) 70%, transparent);
    border-radius: 8px;
    min-height: 40px;
    padding: 8px 12px;
    width: 100%;
  }
  label.labelled {
    display: block;
    font-size: 14px;
  }
  label.labelled > span {
    color: var(--th-soft);
    display: block;
    margin-bottom: 4px;
  }
  .chip {
    background: color-mix(in srgb, currentColor 10%, transparent);
    border-radius: 12px;
    display: inline-block;
    font-size: 12px;
    font-weight: 500;
    line-height: 16px;
    padding: 3px 10px;
    white-space: nowrap;
  }
  .empty {
    padding: 48px 24px;
    text-align: center;
  }
  .error {
    color: var(--th-loss);
  }
  .sr {
    clip-path: inset(50%);
    height: 1px;
    overflow: hidden;
    position: absolute;
    white-space: nowrap;
    width: 1px;
  }
`;function Y(e,t,n,r){var i=arguments.length,a=i<3?t:r===null?r=Object.getOwnPropertyDescriptor(t,n):r,o;if(typeof Reflect==`object`&&typeof Reflect.decorate==`function`)a=Reflect.decorate(e,t,n,r);else for(var s=e.length-1;s>=0;s--)(o=e[s])&&(a=(i<3?o(a):i>3?o(t,n,a):o(t,n))||a);return i>3&&a&&Object.defineProperty(t,n,a),a}var Ue=o`
  dialog {
    background: var(--ha-card-background, var(--card-background-color));
    border: 0;
    border-radius: var(--ha-dialog-border-radius, 24px);
    color: var(--primary-text-color);
    max-width: min(520px, calc(100vw - 32px));
    padding: 24px;
    width: 520px;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 50%);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: flex-end;
    margin-top: 24px;
  }
  .choice {
    border: 1px solid var(--th-line);
    border-radius: var(--th-radius);
    cursor: pointer;
    display: flex;
    gap: 12px;
    margin-top: 12px;
    padding: 12px 16px;
  }
  .choice:has(:checked) {
    border-color: var(--th-link);
  }
  .choice b {
    display: block;
    font-weight: 500;
  }
  .choice input {
    accent-color: var(--th-link);
    flex: none;
    height: 20px;
    width: 20px;
  }
`,We=`tradehook-links-changed`,X=class extends z{constructor(...e){super(...e),this.busy=!1,this.error=``}async ask(e){this.question=e,this.error=``,await this.updateComplete,this.renderRoot.querySelector(`dialog`).showModal()}render(){let{question:e}=this;return e?A`<dialog
      aria-labelledby="title"
      @close=${()=>this.question=void 0}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <h2 id="title">${e.title}</h2>
      <p>${e.text}</p>
      <div role="alert">
        ${this.error?A`<p class="error" data-error>${this.error}</p>`:M}
      </div>
      <div class="actions">
        <button class="button plain" ?disabled=${this.busy} @click=${this.close}>
          ${this.ctx.t(`common.cancel`)}
        </button>
        <button
          class="button ${e.danger?`danger`:``}"
          data-confirm
          ?disabled=${this.busy}
          @click=${this.act}
        >
          ${this.busy?this.ctx.t(`common.working`):e.confirm}
        </button>
      </div>
    </dialog>`:M}close(){this.renderRoot.querySelector(`dialog`)?.close()}async act(){let{question:e}=this;if(e){this.busy=!0,this.error=``;try{let t=await e.act();this.close(),this.ctx.say(t)}catch(e){this.error=G(e)}finally{this.busy=!1}}}static{this.styles=[J,Ue]}};Y([V({attribute:!1})],X.prototype,`ctx`,void 0),Y([H()],X.prototype,`question`,void 0),Y([H()],X.prototype,`busy`,void 0),Y([H()],X.prototype,`error`,void 0),X=Y([B(`tradehook-confirm`)],X);var Z=class extends z{constructor(...e){super(...e),this.mode=`close`,this.busy=!1,this.error=``,this.copied=!1}async ask(e){this.position=e,this.mode=`close`,this.link=void 0,this.error=``,this.copied=!1,await this.updateComplete,this.renderRoot.querySelector(`dialog`).showModal()}render(){let{position:e,link:t}=this,{t:n}=this.ctx;if(!e)return M;let r=`${U(e.symbol)} ${n(`side.${e.side}`)}`;return A`<dialog aria-labelledby="title" @close=${this.onClose}>
      <h2 id="title">${n(`link.title`,{name:r})}</h2>
      ${t?this.renderLink(t):this.renderChoice()}
      <div role="alert">
        ${this.error?A`<p class="error" data-error>${this.error}</p>`:M}
      </div>
      <div class="actions">
        <button class="button plain" @click=${this.close}>
          ${n(t?`common.done`:`common.cancel`)}
        </button>
        ${t?A`<button class="button" data-copy @click=${this.copy}>
              ${this.copied?n(`common.copied`):n(`common.copy`)}
            </button>`:A`<button class="button" data-create ?disabled=${this.busy} @click=${this.create}>
              ${this.busy?n(`common.working`):n(`link.create`)}
            </button>`}
      </div>
    </dialog>`}renderChoice(){let{t:e}=this.ctx;return A`<p class="soft">${e(`link.what`)}</p>
      <div role="radiogroup" aria-labelledby="title">
        ${[`close`,`keep`].map(t=>A`<label class="choice">
            <input
              type="radio"
              name="mode"
              value=${t}
              .checked=${this.mode===t}
              @change=${()=>this.mode=t}
            />
            <span>
              <b>${e(`link.${t}`)}</b>
              <span class="soft">${e(`link.${t}_means`)}</span>
            </span>
          </label>`)}
      </div>`}renderLink(e){let{t}=this.ctx;return A`<label class="labelled">
        <span>${t(`link.${e.mode}`)}</span>
        <textarea
          class="field"
          data-url
          rows="3"
          readonly
          dir="ltr"
          .value=${e.url}
          @focus=${e=>e.target.select()}
        ></textarea>
      </label>
      <p class="soft">${t(`link.how`)}</p>`}close(){this.renderRoot.querySelector(`dialog`)?.close()}onClose(){this.position=void 0,this.link=void 0}async create(){if(this.position){this.busy=!0,this.error=``;try{this.link=await this.ctx.api.createLink(this.position,this.mode),window.dispatchEvent(new Event(We))}catch(e){this.error=G(e)}finally{this.busy=!1}}}async copy(){let e=this.renderRoot.querySelector(`[data-url]`);this.copied=await Ge(e)}static{this.styles=[J,Ue]}};Y([V({attribute:!1})],Z.prototype,`ctx`,void 0),Y([H()],Z.prototype,`position`,void 0),Y([H()],Z.prototype,`mode`,void 0),Y([H()],Z.prototype,`busy`,void 0),Y([H()],Z.prototype,`link`,void 0),Y([H()],Z.prototype,`error`,void 0),Y([H()],Z.prototype,`copied`,void 0),Z=Y([B(`tradehook-link-dialog`)],Z);async function Ge(e){try{return await navigator.clipboard.writeText(e.value),!0}catch{return e.focus(),e.select(),document.execCommand(`copy`)}}function Ke(e,t,n=!0){let{t:r}=e,i=[];if(n&&i.push({label:r(`position.show`),act:()=>e.go(qe(t))}),[`closed`,`cancelled`,`error`].includes(t.status))return i;let a=`${U(t.symbol)} ${r(`side.${t.side}`)}`,o=Number(t.size)===0;return i.push({label:r(`link.create_menu`),act:()=>e.link(t)},{label:r(`keep.menu`),act:()=>e.ask({title:r(`keep.title`,{name:a}),text:r(o?`keep.unfilled`:`keep.text`),confirm:r(`keep.confirm`),act:async()=>q(r,`done`,(await e.api.keep(t)).done)})},{label:r(`close.menu`),danger:!0,act:()=>e.ask({title:r(`close.title`,{name:a}),text:o?r(`close.unfilled`):r(`close.text`,{size:`${e.format.number(t.size)} ${t.base}`,profit:e.format.money(t.unrealized_profit,t.quote,!0)}),confirm:r(o?`close.cancel`:`close.confirm`),danger:!0,act:async()=>q(r,`done`,(await e.api.close(t)).done)})}),i}function qe(e){return`/position/${e.account}/${encodeURIComponent(e.position_id)}`}var Q=240,$=class extends z{constructor(...e){super(...e),this.label=``,this.items=[],this.open=!1}render(){return A`<button
        class="icon-button"
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded=${String(this.open)}
        @click=${this.show}
      >
        ${Fe(Me)}
      </button>
      ${this.open?A`<div
            class="menu card"
            role="menu"
            aria-label=${this.label}
            popover="auto"
            @toggle=${this.onToggle}
            @keydown=${this.onKey}
          >
            ${this.items.map(e=>A`<button
                role="menuitem"
                tabindex="-1"
                class=${e.danger?`loss`:``}
                @click=${()=>this.choose(e)}
              >
                ${e.label}
              </button>`)}
          </div>`:M}`}get anchor(){return this.renderRoot.querySelector(`.icon-button`)}get entries(){return[...this.renderRoot.querySelectorAll(`[role=menuitem]`)]}async show(e){e.stopPropagation(),this.open=!0,await this.updateComplete;let t=this.renderRoot.querySelector(`.menu`),n=this.anchor.getBoundingClientRect();t.showPopover();let r=Math.min(Math.max(8,n.right-Q),document.documentElement.clientWidth-Q-8),i=n.bottom+t.offsetHeight+8<window.innerHeight;t.style.left=`${r}px`,t.style.top=`${i?n.bottom:n.top-t.offsetHeight}px`,this.entries[0]?.focus()}onToggle(e){e.newState===`closed`&&(this.open=!1)}onKey(e){let{entries:t}=this,n=t.indexOf(this.shadowRoot?.activeElement),r={ArrowDown:n+1,ArrowUp:n-1,Home:0,End:t.length-1}[e.key];r===void 0?(e.key===`Tab`||e.key===`Escape`)&&(e.stopPropagation(),this.close()):(e.preventDefault(),t[(r+t.length)%t.length]?.focus())}close(){this.open=!1,this.anchor.focus()}choose(e){this.close(),e.act()}static{this.styles=[J,o`
      .menu {
        box-shadow: 0 4px 16px rgb(0 0 0 / 30%);
        color: var(--primary-text-color);
        inset: auto;
        margin: 0;
        padding: 8px 0;
        position: fixed;
        width: ${Q}px;
      }
      .menu button {
        background: none;
        border: 0;
        cursor: pointer;
        display: block;
        min-height: 44px;
        padding: 8px 16px;
        text-align: start;
        width: 100%;
      }
      .menu button.loss {
        color: var(--th-loss);
      }
      .menu button:is(:hover, :focus-visible) {
        background: color-mix(in srgb, var(--primary-text-color) 8%, transparent);
        outline-offset: -2px;
      }
    `]}};Y([V()],$.prototype,`label`,void 0),Y([V({attribute:!1})],$.prototype,`items`,void 0),Y([H()],$.prototype,`open`,void 0),$=Y([B(`tradehook-menu`)],$);export{z as C,Ce as D,A as E,o as O,B as S,j as T,ke as _,Y as a,H as b,Be as c,Ie as d,G as f,Ae as g,Fe as h,Ge as i,ze as l,Ne as m,qe as n,J as o,Pe as p,We as r,He as s,Ke as t,q as u,U as v,M as w,V as x,je as y};