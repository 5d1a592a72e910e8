import{g as e,h as t,m as n,n as r,o as i,p as a,r as o,t as s,v as c,x as l}from"./styles.js";import{i as u}from"./localize.js";import{i as d,t as f}from"./spans.js";var p=(e,t,n)=>(n.configurable=!0,n.enumerable=!0,Reflect.decorate&&typeof t!=`object`&&Object.defineProperty(e,t,n),n);function m(e,t){return(n,r,i)=>{let a=t=>t.renderRoot?.querySelector(e)??null;if(t){let{get:e,set:t}=typeof r==`object`?n:i??(()=>{let e=Symbol();return{get(){return this[e]},set(t){this[e]=t}}})();return p(n,r,{get(){let n=e.call(this);return n===void 0&&(n=a(this),(n!==null||this.hasUpdated)&&t.call(this,n)),n}})}return p(n,r,{get(){return a(this)}})}}var h=class extends t{constructor(...e){super(...e),this.accounts=[],this.markets=[],this.tags=[],this.preset=`days_30`,this.positions=!1,this.account=``,this.bot=``,this.symbol=``,this.side=``,this.tag=``,this.first=``,this.last=``}get asked(){let e=this.account===`paper`||this.account===`live`,t=this.preset===`custom`?{first:this.first,last:this.last}:d(this.preset,this.ctx.format.today());return{...this.account?e?{account_type:this.account}:{account:this.account}:{},...this.bot?{bot_id:this.bot}:{},...this.symbol?{symbol:this.symbol}:{},...this.side?{side:this.side}:{},...this.tag?{tag:this.tag}:{},...t.first?{first_day:t.first}:{},...t.last?{last_day:t.last}:{}}}get loaded(){return this.accounts.filter(({loaded:e})=>e)}render(){let{t}=this.ctx,n=[...new Set(this.loaded.map(({type:e})=>e))],r=this.loaded.filter(({account:e,type:t})=>!this.account||e===this.account||t===this.account).flatMap(e=>e.bots);return c`<div class="filter" role="group" aria-label=${t(`filter.title`)}>
      ${this.select(`account`,t(`filter.account`),[[``,t(`filter.all_accounts`)],...n.length>1?n.map(e=>[e,t(`filter.all_${e}`)]):[],...this.loaded.map(({account:e,name:t})=>[e,t])])}
      ${this.select(`preset`,t(`filter.period`),f.map(e=>[e,t(`filter.${e}`)]))}
      ${this.preset===`custom`?c`${this.date(`first`)}${this.date(`last`)}`:e}
      ${this.select(`bot`,t(`filter.bot`),[[``,t(`filter.all_bots`)],...r.map(({bot_id:e,name:t})=>[e,t])])}
      ${this.select(`symbol`,t(`filter.market`),[[``,t(`filter.all_markets`)],...this.markets.map(e=>[e,i(e)])])}
      ${this.positions?c`${this.select(`side`,t(`filter.side`),[[``,t(`filter.both_sides`)],[`long`,u(t,`side`,`long`)],[`short`,u(t,`side`,`short`)]])}
          ${this.tags.length?this.select(`tag`,t(`filter.tag`),[[``,t(`filter.all_tags`)],...this.tags.map(e=>[e,e])]):e}`:e}
      <slot></slot>
    </div>`}select(e,t,n){return c`<label class="labelled"
      ><span>${t}</span>
      <select class="field" name=${e} @change=${t=>this.choose(e,t.target.value)}>
        ${n.map(([t,n])=>c`<option value=${t} ?selected=${t===this[e]}>${n}</option>`)}
      </select>
    </label>`}date(e){return c`<label class="labelled"
      ><span>${this.ctx.t(`filter.${e}`)}</span>
      <input class="field" type="date" name=${e} .value=${this[e]} @change=${t=>this.choose(e,t.target.value)} />
    </label>`}choose(e,t){this[e]=t,e===`account`&&(this.bot=``),(e!==`preset`||t!==`custom`)&&this.dispatchEvent(new CustomEvent(`tradehook-filter`,{detail:this.asked}))}static{this.styles=[s,l`
      .filter {
        display: grid;
        gap: 8px 12px;
        grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
        margin-bottom: 16px;
      }
      .filter > * {
        min-width: 0;
      }
    `]}};o([n({attribute:!1})],h.prototype,`ctx`,void 0),o([n({attribute:!1})],h.prototype,`accounts`,void 0),o([n({attribute:!1})],h.prototype,`markets`,void 0),o([n({attribute:!1})],h.prototype,`tags`,void 0),o([n()],h.prototype,`preset`,void 0),o([n({type:Boolean})],h.prototype,`positions`,void 0),o([a()],h.prototype,`account`,void 0),o([a()],h.prototype,`bot`,void 0),o([a()],h.prototype,`symbol`,void 0),o([a()],h.prototype,`side`,void 0),o([a()],h.prototype,`tag`,void 0),o([a()],h.prototype,`first`,void 0),o([a()],h.prototype,`last`,void 0),h=o([r(`tradehook-records-filter`)],h);export{m as t};